package io.gatun.dataplane.graph;

/** Which frames somebody wants to see. Without state: several threads may ask the same one. */
@FunctionalInterface
public interface FrameFilter {

    FrameFilter ALL = _ -> true;

    boolean accepts(FrameFacts facts);
}

package io.gatun.dataplane.control;

import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.Caller;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Request;

/** Answers what concerns the configuration file, without keeping control waiting. */
@FunctionalInterface
public interface ConfigurationFile {

    /** A router that was not started with a file. */
    ConfigurationFile NONE =
            (_, _) ->
                    Answer.refused(
                            RefusalCode.NOT_FOUND,
                            "this router was not started with a configuration file");

    /** On control's thread; must not block. */
    Answer answer(Request.OfConfiguration request, Caller caller);
}

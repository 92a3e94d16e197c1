package io.gatun.dataplane.configuration;

/**
 * Why a file is refused, and where: a sentence with the thing, its value, the bound and its source.
 */
public record Problem(String file, int line, String sentence) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + sentence;
    }
}

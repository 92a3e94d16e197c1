package io.gatun.perf.bench;

/** Whose rights this process has. */
final class User {

    private User() {}

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}

package io.watertight.bench.cli;

/** The process behind the launcher. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Watertight.commandLine().execute(args));
    }
}

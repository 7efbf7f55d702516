package io.watertight.bench.cli;

import java.io.Console;
import java.util.Optional;

/** Who reads what is printed. Stateless. */
final class Terminal {
    private Terminal() {}

    /** Whether a person does, on a terminal. */
    static boolean isInteractive() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
}

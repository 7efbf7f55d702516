package io.watertight.gateway.config;

import java.util.List;
import java.util.Map;

/** One node of the file. */
sealed interface Node {

    /** How an error message shows it. */
    String shown();

    record Mapping(Map<String, Node> entries) implements Node {
        @Override
        public String shown() {
            return "a mapping";
        }
    }

    record Sequence(List<Node> items) implements Node {
        @Override
        public String shown() {
            return "a list";
        }
    }

    /**
     * A single value.
     *
     * @param text as written, without the quotes of a string
     */
    record Scalar(Kind kind, String text) implements Node {

        /** What YAML takes the text for. */
        enum Kind {
            STRING,
            INTEGER,
            DECIMAL,
            BOOLEAN,
            EMPTY
        }

        private static final int MAX_SHOWN = 80;

        /** Never more than a line of printable characters, whatever the file holds. */
        @Override
        public String shown() {
            if (kind == Kind.EMPTY) {
                return "empty";
            }
            String printable = text.replaceAll("\\p{Cntrl}", "?");
            return printable.length() <= MAX_SHOWN ? printable : printable.substring(0, MAX_SHOWN) + "...";
        }
    }
}

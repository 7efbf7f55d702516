package io.watertight.gateway.config;

/** The text is no YAML, or YAML that the configuration does not take. The message starts with line and column. */
final class YamlSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    YamlSyntaxException(int line, int column, String problem) {
        super("line " + line + ", column " + column + ": " + problem);
    }
}

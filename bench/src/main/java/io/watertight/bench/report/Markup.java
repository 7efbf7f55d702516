package io.watertight.bench.report;

/** HTML under construction. Text can only enter it escaped; tags are ours. Not thread-safe. */
public final class Markup {
    private final StringBuilder html = new StringBuilder();

    /** Appends tags that this package has written; never a value from outside. */
    public Markup tags(String ours) {
        html.append(ours);
        return this;
    }

    /** Appends text, escaped. */
    public Markup text(String text) {
        html.append(escape(text));
        return this;
    }

    /** Appends an element that holds nothing but text. */
    public Markup element(String name, String text) {
        return tags("<" + name + ">").text(text).tags("</" + name + ">");
    }

    /** Appends an element of a class that holds nothing but text. */
    public Markup element(String name, String cssClass, String text) {
        return tags("<" + name + " class=\"" + cssClass + "\">").text(text).tags("</" + name + ">");
    }

    /** Text as it may stand between tags and in quoted attributes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return html.toString();
    }
}

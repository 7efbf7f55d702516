package io.watertight.grafana;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Where each panel goes: three side by side on Grafana's grid of 24 columns, headings across. */
final class Layout {

    private static final int COLUMNS = 24;
    private static final int WIDTH = 8;
    private static final int HEIGHT = 8;

    private int x;
    private int y;

    /** A place on the grid, in its units. */
    record Place(int x, int y, int width, int height) {

        void write(JsonGenerator json) throws IOException {
            json.writeObjectFieldStart("gridPos");
            json.writeNumberField("x", x);
            json.writeNumberField("y", y);
            json.writeNumberField("w", width);
            json.writeNumberField("h", height);
            json.writeEndObject();
        }
    }

    /** On a line of its own, below all panels so far. */
    Place heading() {
        if (x > 0) {
            newLine();
        }
        return new Place(0, y++, COLUMNS, 1);
    }

    Place panel() {
        if (x + WIDTH > COLUMNS) {
            newLine();
        }
        Place place = new Place(x, y, WIDTH, HEIGHT);
        x += WIDTH;
        return place;
    }

    private void newLine() {
        x = 0;
        y += HEIGHT;
    }
}

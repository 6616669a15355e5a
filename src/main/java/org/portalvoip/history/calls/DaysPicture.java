package org.portalvoip.history.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The days as stacked bars of an SVG that the page itself draws. The charts of PrimeFaces come with Chart.js: more than 200
 * KB for fourteen bars, drawn on a canvas that forced colours do not reach.
 *
 * @param bars from left to right, the lower ones of a day first
 * @param most how many calls the highest column stands for
 */
public record DaysPicture(List<Bar> bars, int most) {
    public static final int WIDTH = 700;
    public static final int HEIGHT = 160;
    private static final int GAP = 8;

    /** A rectangle; {@code outcome} is its meaning, in lower case. */
    public record Bar(int x, int y, int width, int height, String outcome) {}

    static DaysPicture of(List<Day> days) {
        int most = Math.max(1, days.stream().mapToInt(Day::calls).max().orElse(1));
        int step = WIDTH / days.size();
        List<Bar> bars = IntStream.range(0, days.size())
                .boxed()
                .flatMap(i -> column(days.get(i), i * step + GAP / 2, step - GAP, most).stream())
                .toList();
        return new DaysPicture(bars, most);
    }

    private static List<Bar> column(Day day, int x, int width, int most) {
        List<Bar> bars = new ArrayList<>();
        int[] counts = {day.answered(), day.unanswered(), day.failed()};
        String[] names = {"answered", "unanswered", "failed"};
        int below = 0;
        for (int i = 0; i < counts.length; i++) {
            int from = height(below, most);
            below += counts[i];
            int to = height(below, most);
            if (to > from) {
                bars.add(new Bar(x, HEIGHT - to, width, to - from, names[i]));
            }
        }
        return bars;
    }

    private static int height(int calls, int most) {
        return (int) Math.round((double) HEIGHT * calls / most);
    }
}

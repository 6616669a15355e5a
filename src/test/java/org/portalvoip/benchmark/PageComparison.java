package org.portalvoip.benchmark;

import java.util.concurrent.ExecutionException;

/** Two pages of one server, loaded in turn: the time of the first one divided by the time of the second one. */
final class PageComparison {
    private final PageDriver page;
    private final PageDriver other;
    private final Sample time = new Sample();
    private final Sample processorTime = new Sample();
    private final Sample pages = new Sample();
    private final Sample otherPages = new Sample();

    PageComparison(PageDriver page, PageDriver other) {
        this.page = page;
        this.other = other;
    }

    /** One more round; the order alternates. */
    void round() throws InterruptedException, ExecutionException {
        boolean otherFirst = time.size() % 2 == 1;
        PageDriver.Cost first = (otherFirst ? other : page).load(Scale.ROUND);
        PageDriver.Cost second = (otherFirst ? page : other).load(Scale.ROUND);
        PageDriver.Cost ours = otherFirst ? second : first;
        PageDriver.Cost theirs = otherFirst ? first : second;
        time.add(ours.millis() / theirs.millis());
        pages.add(1e3 / ours.millis());
        otherPages.add(1e3 / theirs.millis());
        processorTime.add(ours.processorMillis() / theirs.processorMillis());
    }

    void put(Figure figure, Machine machine) {
        String how = time.size() + " pairs, " + time.spread() + "; " + Report.number(pages.median()) + " and "
                + Report.number(otherPages.median()) + " pages/s; processor time "
                + Report.number(processorTime.median()) + "; " + machine.others();
        Report.put(figure, time.median(), how);
    }
}

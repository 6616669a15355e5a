package org.portalvoip.janus;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.portalvoip.sip.Callee;

/** A listener that records its events, in a word or two each. */
final class Heard implements LineListener {

    private final List<String> news = new CopyOnWriteArrayList<>();
    private final CompletableFuture<JanusException> lost = new CompletableFuture<>();

    List<String> news() {
        return news;
    }

    /** Why the handle was lost; incomplete until then. */
    CompletableFuture<JanusException> lost() {
        return lost;
    }

    @Override
    public void sip(SipEvent event, Jsep jsep) {
        String name = event instanceof SipEvent.Other other
                ? other.name()
                : event.getClass().getSimpleName();
        news.add(name + (jsep == null ? code(event) : " " + jsep.type()));
    }

    private static String code(SipEvent event) {
        if (event instanceof SipEvent.HangUp end) {
            return " " + end.code();
        }
        return event instanceof SipEvent.RestartFailed failed ? " " + failed.code() : "";
    }

    @Override
    public void unreached(SipEvent.HangUp end) {
        news.add("unreached " + end.code());
    }

    @Override
    public void unencrypted(SipEvent.HangUp end) {
        news.add("unencrypted " + end.code());
    }

    @Override
    public void candidate(IceCandidate candidate) {
        news.add(candidate.completed() ? "candidates completed" : "candidate");
    }

    @Override
    public void transfer(Callee goal, long id) {
        news.add("transfer " + id + " to " + goal);
    }

    @Override
    public void waiting(Waiting waiting) {
        news.add("waits " + waiting.position());
    }

    @Override
    public void media(String type, boolean receiving) {
        news.add(type + (receiving ? " comes" : " stopped"));
    }

    @Override
    public void slowLink(boolean uplink, long packets) {
        news.add("slow " + (uplink ? "uplink " : "downlink ") + packets);
    }

    @Override
    public void mediaClosed(boolean byBrowser, String reason) {
        news.add("media closed" + (byBrowser ? " by the browser" : ""));
    }

    @Override
    public void lost(JanusException reason) {
        news.add("lost " + reason.kind());
        lost.complete(reason);
    }
}

package org.portalvoip.call;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.portalvoip.parameters.ActiveParameters;
import org.portalvoip.web.RefusalLog;

/**
 * Browsers that have lost their socket come back to their calls: to those of this node, and to those of other nodes, with
 * which this one goes on.
 */
@ApplicationScoped
public class CallReturns {
    private static final Logger LOG = System.getLogger(CallReturns.class.getName());
    /** A node that is killed sends all its browsers at the same moment, and the database is quicker with a few. */
    private static final int SEARCHES_AT_ONCE = 4;
    /** As many as callers behind one address may lose their node at the same moment. */
    private static final int MOST_OF_A_NETWORK = 300;

    @Inject
    Calls calls;

    @Inject
    OtherNodes others;

    @Inject
    ResumeTokens tokens;

    @Inject
    ActiveParameters parameters;

    @Resource
    ManagedScheduledExecutorService scheduler;

    /** All phones that are away try again and again, while the database is. */
    private final RefusalLog refusals = new RefusalLog(System::nanoTime);

    private final LongAdder takenOver = new LongAdder();
    private NetworksInTurn searches;

    @PostConstruct
    void start() {
        searches = new NetworksInTurn(new FewAtOnce(scheduler, SEARCHES_AT_ONCE), MOST_OF_A_NETWORK);
    }

    /** The call of this node to which one of these tokens lets this caller come back. */
    Optional<CallLoop> find(Caller caller, List<String> used) {
        return used.stream()
                .flatMap(token -> tokens.find(token).stream())
                .filter(call -> call.caller().mayBe(caller))
                .findFirst();
    }

    /** The browser comes back to a call that was found by its token, over a new socket. */
    void resume(CallLoop call, Browser browser, BrowserMessage.Resume resume) {
        String next = tokens.replace(call, resume.token());
        call.resume(browser, new CallEvent.BrowserBack(next, resume.received()));
    }

    /** The browser of {@code call} has the last token, so that the one before is no longer good. */
    void tokenKept(CallLoop call) {
        tokens.kept(call);
    }

    /**
     * Looks for the call among those of other nodes and goes on with it, on another thread.
     *
     * @param found gets the call before the browser hears of it, or nothing
     * @param unknown runs instead if nobody can tell yet whether there is such a call, or too many of the same network ask
     */
    void takeOver(
            Caller caller,
            Browser browser,
            BrowserMessage.Resume resume,
            Consumer<Optional<CallLoop>> found,
            Runnable unknown) {
        boolean waits = searches.execute(caller.network(), () -> search(caller, browser, resume, found, unknown));
        if (!waits) {
            unknown.run();
        }
    }

    private void search(
            Caller caller,
            Browser browser,
            BrowserMessage.Resume resume,
            Consumer<Optional<CallLoop>> found,
            Runnable unknown) {
        try {
            lookElsewhere(caller, browser, resume, found);
        } catch (SQLException e) {
            refusals.note("A browser came back to the call of another node, which this one cannot look up: "
                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
            unknown.run();
        } catch (OtherNodes.OnItsWay e) {
            LOG.log(Level.DEBUG, "A browser came back to a call that is on its way", e);
            unknown.run();
        }
    }

    private void lookElsewhere(
            Caller caller, Browser browser, BrowserMessage.Resume resume, Consumer<Optional<CallLoop>> found)
            throws SQLException, OtherNodes.OnItsWay {
        if (!parameters.current().callable()) {
            found.accept(Optional.empty());
            return;
        }
        String next = tokens.random();
        List<String> used = resume.tokens().stream().map(ResumeHashes::of).toList();
        Optional<CallRecord> taken =
                others.take(ResumeHashes.of(next), used, call -> call.caller().mayBeElsewhere(caller));
        if (taken.isEmpty()) {
            found.accept(Optional.empty());
            return;
        }
        CallLoop call = goOn(taken.get(), browser, resume, found);
        CompletionStage<Void> opened = call.lineOpened();
        opened.thenRun(() -> call.post(browser, new CallEvent.BrowserBack(next, resume.received())));
    }

    private CallLoop goOn(
            CallRecord left, Browser browser, BrowserMessage.Resume resume, Consumer<Optional<CallLoop>> found) {
        LOG.log(Level.INFO, "Call {0} of another node goes on here", left.id());
        takenOver.increment();
        CallLoop call = calls.ofAnotherNode(left, browser, resume);
        found.accept(Optional.of(call));
        tokens.adopt(call, left.tokens());
        calls.goOn(call, resume.answered() ? left.answered() : left);
        return call;
    }

    /** With how many calls of other nodes this one has gone on since its start. */
    public long takenOver() {
        return takenOver.sum();
    }
}

package org.portalvoip.diagnosis;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.portalvoip.call.NodeCard;
import org.portalvoip.call.OtherNodes;
import org.portalvoip.call.RunningCall;

/** All nodes of the database and their calls, for {@code admin/status.xhtml}; they do not change during a request. */
@Named("nodes")
@RequestScoped
public class NodesView {
    private static final Logger LOG = System.getLogger(NodesView.class.getName());

    @Inject
    OtherNodes nodes;

    private List<NodeCard> cards;
    private List<RunningCall> calls;
    private boolean away;

    private interface Question<T> {
        List<T> ask() throws SQLException;
    }

    private <T> List<T> ask(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "The database does not tell of the nodes", e);
            away = true;
            return List.of();
        }
    }

    /** The nodes by their names. */
    public List<NodeCard> getCards() {
        if (cards == null) {
            cards = ask(nodes::cards);
        }
        return cards;
    }

    /** The calls of all nodes, the oldest first. */
    public List<RunningCall> getCalls() {
        if (calls == null) {
            calls = ask(nodes::calls);
        }
        return calls;
    }

    /** Whether the database cannot be asked at present. */
    public boolean isAway() {
        return getCards().isEmpty() && getCalls().isEmpty() && away;
    }

    /** What the log of that node calls it; its id if it is not known. */
    public String name(String id) {
        return getCards().stream()
                .filter(card -> card.id().equals(id) && !card.name().isEmpty())
                .map(NodeCard::name)
                .findFirst()
                .orElse(id);
    }

    /** Such as {@code 1:02:03} or {@code 2:03}; empty for null. */
    public String clock(Duration time) {
        if (time == null) {
            return "";
        }
        String rest = "%d:%02d".formatted(time.toMinutesPart(), time.toSecondsPart());
        return time.toHours() == 0
                ? rest
                : "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}

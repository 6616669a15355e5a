package org.portalvoip.call;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.portalvoip.call.CallTable.Foreign;
import org.portalvoip.janus.JanusGateway;
import org.portalvoip.start.Settings;
import org.portalvoip.web.CallerLogin;

/**
 * The nodes that share the database with this one, and the calls that pass from one to another. Longer than 200 lines, because
 * all that one node may ask of the others is here.
 */
@ApplicationScoped
public class OtherNodes {
    /** A call goes from one node to another at this moment; its browser has to ask again. */
    static final class OnItsWay extends Exception {
        private static final long serialVersionUID = 1;
    }

    private static final Logger LOG = System.getLogger(OtherNodes.class.getName());
    private static final int SECONDS_BETWEEN_LOOKS = 2;
    private static final int MILLIS_BETWEEN_EXCHANGES = 500;
    private static final int MINUTES_BETWEEN_REMOVALS = 5;

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    JanusGateway gateway;

    @Inject
    Settings settings;

    /** Another one after each start. */
    private final String id = UUID.randomUUID().toString();

    private String name = "";
    private CallTable table;
    private CallRecords records;
    private Nodes nodes;
    private volatile String version = "";
    private volatile Supplier<String> lacks = () -> "";
    private ScheduledFuture<?> looks;
    private ScheduledFuture<?> exchanges;
    private ScheduledFuture<?> wishes;
    private ScheduledFuture<?> removals;

    @PostConstruct
    void nameThis() {
        name = settings.nodeName().orElseGet(OtherNodes::host);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOG.log(Level.DEBUG, "This host has no name", e);
            return "without a name";
        }
    }

    /** What the log calls this node. */
    String name() {
        return name;
    }

    /**
     * Begins to write down, and to look at the others; the tables must be there.
     *
     * @param lost gets the id of each call that another node has taken
     * @param replayed gets the id of each call whose ticket was used for another one before
     * @param unwanted gets the id of each call that is to be ended, and why, perhaps more than once
     * @param witness learns of the calls of nodes that are gone, to which no browser has come back
     */
    void start(
            Consumer<String> lost,
            Consumer<String> replayed,
            BiConsumer<String, EndReason> unwanted,
            Consumer<CallOver> witness) {
        table = new CallTable(dataSource, id, InstantSource.system());
        nodes = new Nodes(nodeTable(), id, gateway, new AbandonedCalls(table, witness));
        records = new CallRecords(table, scheduler, lost, replayed);
        looks = scheduler.scheduleWithFixedDelay(this::look, 0, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
        removals = scheduler.scheduleWithFixedDelay(
                this::removeOldTickets, MINUTES_BETWEEN_REMOVALS, MINUTES_BETWEEN_REMOVALS, TimeUnit.MINUTES);
        wishes = scheduler.scheduleWithFixedDelay(
                () -> findUnwanted(unwanted),
                MILLIS_BETWEEN_EXCHANGES,
                MILLIS_BETWEEN_EXCHANGES,
                TimeUnit.MILLISECONDS);
    }

    private void removeOldTickets() {
        try {
            table.removeOldTickets();
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Old tickets are still in the database", e);
        }
    }

    private void findUnwanted(BiConsumer<String, EndReason> unwanted) {
        try {
            if (records.anyWrittenDown()) {
                table.toEnd().forEach(unwanted);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "The database does not tell which calls are to be ended", e);
        }
    }

    /**
     * Lets the node that has this call end it, within a second. Waits for the database.
     *
     * @param by the name of the administrator, for the log
     * @return false if there is no such call any more
     */
    public boolean end(String call, String by) throws SQLException {
        boolean known = new CallTable(dataSource, id, InstantSource.system()).askToEnd(call);
        if (known) {
            LOG.log(Level.INFO, "{0} ends call {1}", by, call);
        }
        return known;
    }

    /** Lets the nodes that have gone on with calls of this login end them, within a second. */
    void ended(@Observes CallerLogin.Ended end) {
        try {
            if (table != null) {
                table.askToEndWith(end.id());
            }
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Other nodes do not learn yet that a login has ended", e);
        }
    }

    private void look() {
        nodes.look();
        try {
            nodes.tell(new NodeCard(id, name, version, lacks.get(), NodeCard.State.THIS));
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "This node does not know how it is", e);
        }
    }

    /**
     * What administrators learn of this node, on whichever node they are.
     *
     * @param built the version of the application
     * @param missing is asked every two seconds for the names of what this node lacks, and must be quick
     */
    public void introduce(String built, Supplier<String> missing) {
        version = built;
        lacks = missing;
    }

    /** All nodes of the database. Waits for it. */
    public List<NodeCard> cards() throws SQLException {
        Set<String> living = nodes == null ? Set.of() : nodes.living();
        return nodeTable().cards().stream()
                .map(card -> card.in(seen(card, living)))
                .toList();
    }

    private NodeTable nodeTable() {
        return new NodeTable(dataSource, InstantSource.system());
    }

    private NodeCard.State seen(NodeCard card, Set<String> living) {
        if (card.id().equals(id)) {
            return NodeCard.State.THIS;
        }
        return living.contains(card.id()) ? NodeCard.State.ALIVE : card.state();
    }

    /** The calls of all nodes, 500 at most, the oldest first; a call is there once it is on its way. Waits for the database. */
    public List<RunningCall> calls() throws SQLException {
        return new CallTable(dataSource, id, InstantSource.system()).all();
    }

    /** From now on, after the start, these limits count the calls of all nodes. */
    void share(CallLimits limits, Supplier<Duration> clock) {
        ClusterLimits all = new ClusterLimits(limits, table, new RingTable(dataSource, id), nodes::living, clock);
        exchanges = scheduler.scheduleWithFixedDelay(
                all::exchange, MILLIS_BETWEEN_EXCHANGES, MILLIS_BETWEEN_EXCHANGES, TimeUnit.MILLISECONDS);
    }

    /** Writes this down, soon; does nothing before the start. */
    void keep(CallRecord call) {
        if (records != null) {
            records.keep(call);
        }
    }

    /** The call is over. */
    void forget(String call) {
        if (records != null) {
            records.forget(call);
        }
    }

    /** Whether other nodes could go on with this call. */
    boolean isWrittenDown(String call) {
        return records != null && records.isWrittenDown(call);
    }

    /**
     * Takes the call for which one of the tokens {@code used} is good from the node that has it, or had it. Waits for the
     * database.
     *
     * @param next the hash of the token that is good afterwards
     * @param used the hashes of those that the browser has, the newest first
     * @return the call with its new tokens
     * @throws SQLException if nobody can tell yet whether there is such a call
     * @throws OnItsWay if an earlier attempt of the same browser has just brought the call here, or elsewhere
     */
    Optional<CallRecord> take(String next, List<String> used, Predicate<CallRecord> mayCome)
            throws SQLException, OnItsWay {
        if (table == null) {
            throw new SQLException("This node has not finished starting");
        }
        try {
            Optional<Foreign> foreign = table.find(used).filter(found -> mayCome.test(found.call()));
            if (foreign.isEmpty() && table.findOurs(used).filter(mayCome).isPresent()) {
                throw new OnItsWay();
            }
            return foreign.isEmpty() ? Optional.empty() : Optional.of(take(foreign.get(), next, used));
        } catch (RuntimeException e) {
            throw new SQLException("The data source has no connection", e);
        }
    }

    private CallRecord take(Foreign foreign, String next, List<String> used) throws SQLException, OnItsWay {
        CallRecord call = foreign.call();
        ResumeHashes tokens = new ResumeHashes(next, call.tokens().newestOf(used));
        if (!table.take(foreign, tokens)) {
            throw new OnItsWay();
        }
        nodes.needs(foreign.maker(), call.master());
        records.isOurs(call.id());
        return call.with(tokens);
    }

    /** Finds out which calls others have taken meanwhile; for a node that has slept. Waits for the database. */
    void findLost() {
        if (records != null) {
            records.findLost();
        }
    }

    /** Whether calls of other nodes end if this one says farewell to Janus. Waits for the database. */
    boolean needUs() {
        try {
            return table != null && table.othersNeedUs();
        } catch (SQLException | RuntimeException e) {
            LOG.log(Level.DEBUG, "The database cannot tell; Janus ends by itself what nobody needs", e);
            return true;
        }
    }

    /** Writes down what still waits, and tells the others that this node is gone. */
    void leave() {
        if (records != null) {
            looks.cancel(false);
            wishes.cancel(false);
            removals.cancel(false);
            if (exchanges != null) {
                exchanges.cancel(false);
            }
            records.writeNow();
            nodes.leave();
        }
    }
}

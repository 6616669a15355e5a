package org.portalvoip.testing.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.portalvoip.testing.Await;

/**
 * The lab of {@code server-config/lab}: a real Janus, a real SIP server and real phones. Longer than 200 lines, because
 * starting, asking and stopping the parts of the lab belong together.
 */
public final class Lab implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("server-config", "lab").toAbsolutePath();
    private static final int SECONDS_PER_COMMAND = 240;
    private static final String ANSWER = "answering call on line";
    private static final Pattern CALL_BEGINS = Pattern.compile(ANSWER + "|Incoming call from:");
    private static final Pattern CALL_ENDS =
            Pattern.compile("session closed:|terminate call '|rejecting incoming call from|menu: transfer failure:");
    private static final Pattern AFTER_ANSWER = Pattern.compile("Call established: |" + CALL_ENDS);
    private static final Pattern BYE = Pattern.compile("terminate call '");
    private static final Pattern DIGIT =
            Pattern.compile("(?:call: received DTMF: '(?=.')|received event: '(?=.' \\(end=1\\)))(.)");
    private static final Pattern SIP_INFO = Pattern.compile("INFO goofy: Signal=(.)");
    private static final Pattern RTP_EVENT = Pattern.compile("received event: '.' \\(end=1\\)");
    private static final String DESK = "0800";
    private static final String IPV6 = "::1";
    private static final String SIP_PASSWORD = "sip-password";

    private final Path folder;
    /** Of these the telephone tells twice, when they ring and when they are answered. */
    private int answeredByHand;

    private Lab(Path folder) {
        this.folder = folder;
    }

    /** Starts the whole lab with its files in {@code folder}. */
    public static Lab start(Path folder) {
        Lab lab = new Lab(folder.toAbsolutePath());
        lab.run("up", lab.folder.toString());
        return lab;
    }

    /** As {@link #start(Path)}, with a given password of the SIP user goofy instead of a random one. */
    public static Lab start(Path folder, String sipPassword) {
        writePassword(folder, sipPassword);
        return start(folder);
    }

    private static void writePassword(Path folder, String sipPassword) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(SIP_PASSWORD), sipPassword);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #start(Path)}, with a Janus that keeps sessions for so long of which it hears nothing. */
    public static Lab startPatient(Path folder, int seconds) {
        Lab lab = new Lab(folder.toAbsolutePath());
        String wait = String.valueOf(seconds);
        lab.run(Map.of("SESSION_TIMEOUT", wait, "RECLAIM_SESSION_TIMEOUT", wait), "up", lab.folder.toString());
        return lab;
    }

    /** Only a Janus, which speaks SIP from this address. */
    public static Lab startJanus(Path folder, String sipAddress) {
        return startJanus(folder, Map.of("SIP_ADDRESS", sipAddress));
    }

    /** Only a Janus, which speaks SIP from {@code ::1}, and listens there to portals, too. */
    public static Lab startJanusOnIpv6(Path folder) {
        writePassword(folder, "nobody asks for it");
        return startJanus(
                folder, Map.of("SIP_ADDRESS", IPV6, "LISTEN_ADDRESS", IPV6, "PORTAL_ADDRESSES", IPV6 + ",127.0.0.1"));
    }

    /** Only a Janus, in the networks of others as {@link TwoSidedNat} says. */
    public static Lab startJanusBehindNat(Path folder) {
        writePassword(folder, "nobody asks for it");
        return startJanus(folder, behindNat(false));
    }

    /** Starts the Janus of {@link #startJanusBehindNat} anew, which now leaves all checks of ICE to browsers (RFC 8445 section 2.5). */
    public void restartJanusWithIceLite() {
        run("down", folder.toString(), "janus");
        run(behindNat(true), "up", folder.toString(), "janus");
    }

    /** As {@link #startJanusBehindNat}, with a Janus that finds out in SIP under which address the telephones see it. */
    public static Lab startJanusThatLearnsItsAddress(Path folder) {
        writePassword(folder, "nobody asks for it");
        Map<String, String> environment = new HashMap<>(behindNat(false));
        environment.put("BEHIND_NAT", "true");
        return startJanus(folder, environment);
    }

    private static Map<String, String> behindNat(boolean iceLite) {
        return Map.of(
                "SIP_ADDRESS", Street.OF_JANUS,
                "PUBLIC_SIP_ADDRESS", TwoSidedNat.FOR_TELEPHONES,
                "PUBLIC_MEDIA_ADDRESS", TwoSidedNat.FOR_BROWSERS,
                "ICE_LITE", String.valueOf(iceLite));
    }

    private static Lab startJanus(Path folder, Map<String, String> environment) {
        Lab lab = new Lab(folder.toAbsolutePath());
        lab.run(environment, "up", lab.folder.toString(), "janus");
        return lab;
    }

    /** Starts {@code program} again after {@link #kill}. */
    public void start(String program) {
        run("up", folder.toString(), program);
    }

    /** Kills {@code program}, as in a power cut. */
    public void kill(String program) {
        run("kill", folder.toString(), program);
    }

    /** The phone of extension 0800 hangs up its call. */
    public void deskHangsUp() {
        deskHangsUp(DESK);
    }

    /** As {@link #deskHangsUp()}, at the phone of another extension. */
    public void deskHangsUp(String extension) {
        tell(extension, "hangup");
    }

    /** Before the ACK it would hang up without a BYE. */
    private void tell(String extension, String... command) {
        Await.until(Await.SOON, this::hasAcknowledgedCall, acknowledged -> acknowledged);
        run("desk", "uafind", "sip:" + extension + "@127.0.0.1:5061");
        run("desk", command);
    }

    /** Whether the telephone has heard more of the call that it has answered last. */
    private boolean hasAcknowledgedCall() {
        String log = log("baresip");
        int answer = log.lastIndexOf(ANSWER);
        return answer < 0 || AFTER_ANSWER.matcher(log).find(answer);
    }

    /** How many talks the phones of the help desk have ended by a BYE. */
    public int deskByes() {
        return count(BYE, log("baresip"));
    }

    /** The phone of extension 0801, which otherwise only rings, answers its call. */
    public void deskAnswers() {
        tell("0801", "accept");
        answeredByHand++;
    }

    /** The phone of extension 0800 puts its call on hold, and sends nothing meanwhile. */
    public void deskHolds() {
        deskHolds(DESK);
    }

    /** As {@link #deskHolds()}, at the phone of another extension. */
    public void deskHolds(String extension) {
        tell(extension, "hold");
    }

    /** The phone of extension 0800 transfers its call to another extension, and leaves it. */
    public void deskTransfers(String extension) {
        tell(DESK, "transfer", "sip:" + extension + "@127.0.0.1:5061");
    }

    /** The phone of extension 0800 takes its call up again. */
    public void deskResumes() {
        deskResumes(DESK);
    }

    /** As {@link #deskResumes()}, at the phone of another extension. */
    public void deskResumes(String extension) {
        tell(extension, "resume");
    }

    /** How many calls the help desk's phones have, including ringing ones, according to their output. */
    public int deskCalls() {
        String log = log("baresip");
        return count(CALL_BEGINS, log) - answeredByHand - count(CALL_ENDS, log);
    }

    /** The digits that have passed Kamailio in SIP INFO, in order. */
    public String digitsBySipInfo() {
        return SIP_INFO.matcher(log("kamailio"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining());
    }

    /** How many digits the help desk has received as RTP events. */
    public long deskRtpEvents() {
        return count(RTP_EVENT, log("baresip"));
    }

    /** The digits that the help desk has received, in order. */
    public String deskDigits() {
        return DIGIT.matcher(log("baresip"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.joining());
    }

    private static int count(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }

    /** How many handles Janus has. */
    public int janusHandles() {
        return admin().handles();
    }

    /** The ids of the sessions that Janus has. */
    public Set<Long> janusSessions() {
        return admin().sessionIds();
    }

    /** Makes Janus time out all its sessions. Janus checks every two seconds. */
    public void timeOutJanusSessions() {
        admin().timeOutSessions();
    }

    /** Whether Janus creates sessions from now on. */
    public void janusAcceptsSessions(boolean accept) {
        admin().acceptSessions(accept);
    }

    private JanusAdmin admin() {
        return new JanusAdmin(read(folder.resolve("janus/admin-secret")));
    }

    /** The password of the SIP user goofy. */
    public String sipPassword() {
        return read(folder.resolve(SIP_PASSWORD));
    }

    /** The file that holds Janus's API secret. */
    public Path apiSecret() {
        return folder.resolve("janus/api-secret");
    }

    /** The self-signed certificate of Janus. */
    public Path certificate() {
        return folder.resolve("janus/janus.pem");
    }

    /** The private key of {@link #certificate}. */
    public Path certificateKey() {
        return folder.resolve("janus/janus.key");
    }

    /** The folder with what the help desk heard ({@code *-dec.wav}) and said ({@code *-enc.wav}). */
    public Path recordings() {
        return folder.resolve("recordings");
    }

    /** What {@code program} has printed, which may end in the middle of a line, and of a character. */
    public String log(String program) {
        return Await.log(folder.resolve(program + ".log"));
    }

    /** The options that let a server use this Janus, and {@code more}. */
    public String[] serverOptions(String... more) {
        List<String> options = new ArrayList<>(List.of(more));
        options.add("-Dvoip.janus.api-secret-file=" + apiSecret());
        addUnlessNamed(options, "-Dvoip.janus.trust=", certificate().toString());
        addUnlessNamed(options, "-Dvoip.sound-timeout=", "300"); // clients without a browser send no sound
        // One test after the other calls, all from one address.
        addUnlessNamed(options, "-Dvoip.calls-per-minute=", "10000");
        addUnlessNamed(options, "-Dvoip.rings-per-minute=", "10000");
        return options.toArray(String[]::new);
    }

    private static void addUnlessNamed(List<String> options, String name, String value) {
        if (options.stream().noneMatch(option -> option.startsWith(name))) {
            options.add(name + value);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String script, String... arguments) {
        run(Map.of(), script, arguments);
    }

    private void run(Map<String, String> environment, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        try {
            Files.createDirectories(folder);
            Path output = Files.createTempFile(folder, script, ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(SECONDS_PER_COMMAND, TimeUnit.SECONDS);
            String said = read(output);
            Files.delete(output);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        run("down", folder.toString());
    }
}

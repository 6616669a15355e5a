package org.portalvoip.testing.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.portalvoip.testing.Folder;
import org.portalvoip.testing.database.Postgres;

/**
 * Runs the page {@code install-….md} of the server under test, command by command, in separate folders instead of the
 * system's. Skips what only the system's administrator may do; starts Janus by hand.
 */
public final class Installation {
    private static final Pattern COMMANDS = Pattern.compile("```\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OF_THE_SYSTEM = Pattern.compile("(?m)^(adduser|apt|mvn|sudo) .*\n");
    private static final Pattern ARTIFACT = Pattern.compile("-Dartifact=[^:]+:([^:]+):(\\S+)");
    /** Including the lines joined by a backslash. */
    private static final Pattern IN_FOREGROUND = Pattern.compile("(?m)^(java |\\S+/standalone\\.sh )(.*\\\\\n)*.*$");

    private static final int PORT = 8080;
    private static final Duration TIME_TO_FOLLOW = Duration.ofMinutes(5);

    /** Whatever ends first ends the rest; only Payara's domain is not a child of the script. */
    private static final String FRAME = """
            set -euo pipefail
            trap exit TERM
            trap '[[ ! -e $PAYARA_HOME ]] || $PAYARA_HOME/bin/asadmin stop-domain domain1
              trap "" TERM; kill -- -$$; wait' EXIT
            %s
            wait -n
            """;

    private static final String SERVER = System.getProperty("voip.server", "payara-micro");

    private final String page;
    private final Path opt;
    private final Path data;

    private Installation(Path folder) throws IOException {
        page = Files.readString(Path.of("src/site/markdown/install-" + SERVER.replace("-7", "") + ".md"));
        opt = folder.resolve("opt");
        data = folder.resolve("data");
    }

    /** Runs the page in {@code folder}, after emptying it. */
    public static Server follow(Path folder, Postgres database) throws IOException {
        Folder.delete(folder);
        return new Installation(folder.toAbsolutePath()).start(database);
    }

    private Server start(Postgres database) throws IOException {
        fetch();
        Files.createDirectories(data);
        database.createDatabase("voip");
        Path script = Files.writeString(opt.resolve("script"), FRAME.formatted(script(database)));
        // A separate process group, so that the script can end everything in it and nothing else.
        ProcessBuilder process = new ProcessBuilder("setsid", "bash", script.toString()).redirectErrorStream(true);
        process.environment().merge("PATH", Jdk.home() + "/bin", (path, java) -> java + ":" + path);
        process.environment().put("WILDFLY_HOME", opt.resolve("wildfly").toString());
        process.environment().put("PAYARA_HOME", opt.resolve("payara-server").toString());
        return Server.await(data, PORT, process, TIME_TO_FOLLOW);
    }

    /** Provides what the Maven commands of the page, and unpacking, would provide. */
    private void fetch() throws IOException {
        Files.createDirectories(opt);
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher artifact = ARTIFACT.matcher(page);
        while (artifact.find()) {
            if (!pom.contains(".version>" + artifact.group(2) + "</")) {
                throw new IllegalStateException("pom.xml has another version than the page: " + artifact.group());
            }
            Files.copy(
                    Path.of("target/server", artifact.group(1) + ".jar"),
                    opt.resolve(artifact.group(1) + "-" + artifact.group(2) + ".jar"));
        }
        Path server = Path.of(System.getProperty("voip.server.home"));
        if (Files.isDirectory(server)) {
            Folder.copy(server, opt.resolve(SERVER));
        }
    }

    private String script(Postgres database) {
        String commands =
                COMMANDS.matcher(page).results().map(block -> block.group(1)).collect(Collectors.joining());
        String ours = OF_THE_SYSTEM.matcher(commands).replaceAll("");
        Map<String, String> places = places(database);
        Pattern elsewhere =
                Pattern.compile(places.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|")));
        ours = elsewhere.matcher(ours).replaceAll(place -> Matcher.quoteReplacement(places.get(place.group())));
        return IN_FOREGROUND.matcher(ours).replaceAll(command -> Matcher.quoteReplacement(command.group() + " &"));
    }

    private Map<String, String> places(Postgres database) {
        Path janus = opt.resolve("janus");
        return Map.of(
                "/opt/voip",
                opt.toString(),
                "/var/lib/voip",
                data.toString(),
                "/etc/janus",
                janus.toString(),
                "-o voip ",
                "",
                "MEDIA_ADDRESS=203.0.113.7",
                "MEDIA_ADDRESS=10.99.0.1 SIP_ADDRESS=127.0.0.1",
                "systemctl restart janus",
                "janus --configs-folder=" + janus + " --config=" + janus + "/janus.jcfg &",
                "127.0.0.1:5432",
                database.authority(),
                "VOIP_DATABASE_PASSWORD=...",
                "VOIP_DATABASE_PASSWORD='" + database.password() + "'");
    }
}

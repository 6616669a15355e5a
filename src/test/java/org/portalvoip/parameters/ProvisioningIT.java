package org.portalvoip.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.portalvoip.testing.SampleParameters.COMPLETE;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.server.Server;
import org.portalvoip.testing.server.SharedServer;

/** The examples of {@code server-config/provisioning}, run as they are by Debian's curl and Ansible. */
@Tag("thorough")
@ExtendWith(SharedServer.class)
class ProvisioningIT {
    private static final Path FILES = Path.of("server-config/provisioning").toAbsolutePath();
    /** Ansible starts many programs, one after the other. */
    private static final int SECONDS = 240;

    @TempDir
    Path folder;

    private final Server server;
    private final Administrator program;

    ProvisioningIT(Server server, Administrator program) {
        this.server = server;
        this.program = program;
    }

    private record Run(int status, String output) {}

    @BeforeEach
    void save() throws IOException {
        program.save(COMPLETE);
        Files.writeString(
                folder.resolve("netrc"), "machine localhost login admin password \"" + Administrator.PASSWORD + "\"\n");
    }

    private Run run(List<String> command) throws Exception {
        ProcessBuilder process =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        process.environment().put("NETRC", folder.resolve("netrc").toString());
        process.environment().put("HOME", folder.toString());
        process.environment().put("ANSIBLE_LOCALHOST_WARNING", "false");
        process.environment().put("LC_ALL", "C.UTF-8");
        Path output = folder.resolve("output");
        Process running = process.redirectOutput(output.toFile()).start();
        assertThat(running.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Run(running.exitValue(), Files.readString(output));
    }

    private Run curl(String file) throws Exception {
        Files.writeString(folder.resolve("voip-parameters.json"), file);
        return run(List.of(
                FILES.resolve("save-parameters.sh").toString(),
                server.uri("").toString().replaceFirst("/$", ""),
                "voip-parameters.json"));
    }

    private Run ansible(String more) throws Exception {
        Path variables = folder.resolve("variables.yml");
        Files.write(
                variables,
                ("portal: " + server.uri("").toString().replaceFirst("/$", "") + "\nvoip_user: admin\nvoip_password: "
                                + Administrator.PASSWORD + "\n" + more)
                        .getBytes(UTF_8));
        return run(
                List.of("ansible-playbook", FILES.resolve("parameters.yml").toString(), "-e", "@" + variables, "-vvv"));
    }

    private String stored() {
        return program.send(HttpRequest.newBuilder(server.uri("api/parameters")))
                .body();
    }

    @Test
    void curlTakesTheFileThatTheScreenExports() throws Exception {
        String file = program.get("admin/parameters.json").body();
        program.save(Map.of(329, "0900"));

        Run run = curl(file);

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(stored()).contains("\"329\":\"0800\"", "\"328\":{\"set\":true}");
    }

    @Test
    void curlFailsWithTheSentenceOfARefusal() throws Exception {
        Run run = curl("{\"326\": \"70000\"}");

        assertThat(run.status()).isEqualTo(22);
        assertThat(run.output()).contains("Nothing was saved", "\"number\":326");
    }

    @Test
    void ansibleSavesWhatDiffersAndOnlyThat() throws Exception {
        String wanted = "parameters: {'324': '" + COMPLETE.get(324) + "', '329': '0900'}\n";

        Run first = ansible(wanted);
        assertThat(first.output()).contains("changed=1");
        assertThat(first.status()).isZero();
        assertThat(stored()).contains("\"329\":\"0900\"");
        assertThat(ansible(wanted).output()).contains("changed=0", "skipped=1");
    }

    @Test
    void ansibleReplacesThePasswordAndShowsItNowhere() throws Exception {
        Run run = ansible("parameters: {'325': 'other.example'}\nsip_password: 'secret of ansible'\n");

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("changed=1").doesNotContain("secret of ansible", Administrator.PASSWORD);
        assertThat(stored()).contains("\"325\":\"other.example\"", "\"328\":{\"set\":true}");
    }

    @Test
    void ansibleFailsWithTheSentenceOfARefusal() throws Exception {
        Run run = ansible("parameters: {'326': '70000'}\n");

        assertThat(run.status()).isNotZero();
        assertThat(run.output()).contains("Nothing was saved");
    }
}

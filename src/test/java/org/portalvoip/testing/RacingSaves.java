package org.portalvoip.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.portalvoip.testing.browser.Administrator;
import org.portalvoip.testing.server.Server;

/** Administrators who save at the same time. All keep the secret; one of them also tries to lead it elsewhere. */
public final class RacingSaves {
    private static final int OK = 200;
    private static final int INVALID = 400;
    private static final int LOST_A_RACE = 409;

    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
    private final int perAdministrator;

    private RacingSaves(int perAdministrator) {
        this.perAdministrator = perAdministrator;
    }

    /** Lets each of three administrators save so often. Returns how many answers had which status. */
    public static Map<Integer, Integer> run(Server server, int perAdministrator) {
        RacingSaves saves = new RacingSaves(perAdministrator);
        // One after the other, because sign-ins have a queue of their own.
        CompletableFuture<?>[] all = Stream.of(
                        List.of(Map.of(329, "0808"), Map.of(329, "0800")),
                        List.of(Map.of(330, "2"), Map.of(330, "1")),
                        List.of(
                                Map.of(324, "wss://127.0.0.1:8989/elsewhere", 329, "0801"),
                                Map.of(326, "5061", 329, "0486")))
                .map(changes -> Map.entry(Administrator.signIn(server), changes))
                .toList()
                .stream()
                .map(saver -> CompletableFuture.runAsync(() -> saves.save(saver.getKey(), saver.getValue())))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all).join();
        return new TreeMap<>(saves.answers);
    }

    private void save(Administrator administrator, List<Map<Integer, String>> changes) {
        for (int i = 0; i < perAdministrator; i++) {
            Map<Integer, String> values = changes.get(i % changes.size());
            HttpResponse<String> answer = administrator.putParameters(values);
            assertThat(answer.statusCode())
                    .as(values + " was answered " + answer.body())
                    .isIn(values.containsKey(324) ? INVALID : OK, LOST_A_RACE);
            if (answer.statusCode() == OK) {
                assertThat(answer.body()).contains("\"328\":{\"set\":true}");
            }
            answers.merge(answer.statusCode(), 1, Integer::sum);
        }
    }
}

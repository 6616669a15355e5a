package org.portalvoip.testing.browser;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Commands to a browser by WebDriver BiDi (w3c.github.io/webdriver-bidi), without the events that it could send. */
final class BiDi implements AutoCloseable {
    private static final long MOST_SECONDS = 60;

    private final Map<Long, CompletableFuture<JsonObject>> asked = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();
    private final WebSocket socket;

    /** Begins a session. */
    BiDi(URI browser) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(browser.resolve("/session"), new Answers())
                .orTimeout(MOST_SECONDS, TimeUnit.SECONDS)
                .join();
        var prompts = Json.createObjectBuilder().add("beforeUnload", "accept");
        var wishes = Json.createObjectBuilder().add("unhandledPromptBehavior", prompts);
        send(
                "session.new",
                Json.createObjectBuilder()
                        .add("capabilities", Json.createObjectBuilder().add("alwaysMatch", wishes)));
    }

    /**
     * What the browser answers.
     *
     * @throws java.util.concurrent.CompletionException if it reports an error, or answers nothing within a minute
     */
    JsonObject send(String method, JsonObjectBuilder parameters) {
        long id = last.incrementAndGet();
        String command = Json.createObjectBuilder()
                .add("id", id)
                .add("method", method)
                .add("params", parameters)
                .build()
                .toString();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        asked.put(id, answer);
        return socket.sendText(command, true)
                .thenCompose(sent -> answer)
                .orTimeout(MOST_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
            text.append(part);
            if (whole) {
                take(Json.createReader(new StringReader(text.toString())).readObject());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(JsonObject message) {
            if (message.getOrDefault("id", JsonValue.NULL).equals(JsonValue.NULL)) {
                return;
            }
            CompletableFuture<JsonObject> answer =
                    asked.remove(message.getJsonNumber("id").longValue());
            if (message.getString("type").equals("success")) {
                answer.complete(message.getJsonObject("result"));
            } else {
                answer.completeExceptionally(
                        new IllegalStateException(message.getString("error") + ": " + message.getString("message")));
            }
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            asked.values().forEach(answer -> answer.completeExceptionally(error));
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            asked.values()
                    .forEach(answer -> answer.completeExceptionally(new IllegalStateException("The browser is gone")));
            return null;
        }
    }
}

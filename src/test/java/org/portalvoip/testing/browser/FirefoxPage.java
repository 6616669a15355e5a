package org.portalvoip.testing.browser;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.concurrent.CompletionException;
import org.portalvoip.testing.Await;

/** A tab or a window of Firefox. JavaScript names its elements, also those in a shadow root. */
public record FirefoxPage(BiDi bidi, String context) {
    /** Opens {@code address}, and waits until it is loaded. */
    public void open(URI address) {
        bidi.send(
                "browsingContext.navigate",
                here().add("url", address.toString()).add("wait", "complete"));
    }

    /** The value of {@code expression}, or what it promises; as text. */
    public String evaluate(String expression) {
        JsonObject value = result("Promise.resolve(" + expression + ").then(String)");
        return value.getString("value");
    }

    /** Waits until {@code expression} is true; it may fail before, while the page loads or takes the place of another. */
    public void await(String expression) {
        String all = "[" + expression + ", document.body?.innerText]";
        Await.until(
                Await.PATIENTLY,
                () -> attempt("(async () => { try { return await (async () => " + all
                        + ")() } catch (e) { return [e] } })()"),
                value -> value.startsWith("true,"));
    }

    private String attempt(String expression) {
        try {
            return evaluate(expression);
        } catch (CompletionException gone) {
            return gone.getMessage();
        }
    }

    /** Moves the mouse to the element, and presses its button. */
    public void click(String element) {
        await("!!(" + element + ").getClientRects().length");
        evaluate("(" + element + ").scrollIntoView({ block: 'center', behavior: 'instant' })");
        var origin = Json.createObjectBuilder()
                .add("type", "element")
                .add(
                        "element",
                        Json.createObjectBuilder()
                                .add("sharedId", result(element).getString("sharedId")));
        var move = Json.createObjectBuilder()
                .add("type", "pointerMove")
                .add("x", 0)
                .add("y", 0)
                .add("origin", origin);
        var acts =
                Json.createArrayBuilder().add(move).add(button("pointerDown")).add(button("pointerUp"));
        var mouse = Json.createObjectBuilder()
                .add("type", "pointer")
                .add("id", "mouse")
                .add("actions", acts);
        bidi.send(
                "input.performActions",
                here().add("actions", Json.createArrayBuilder().add(mouse)));
    }

    private static JsonObjectBuilder button(String act) {
        return Json.createObjectBuilder().add("type", act).add("button", 0);
    }

    /** Closes it; the page may say something first, but not keep it open. */
    public void close() {
        bidi.send("browsingContext.close", here());
    }

    private JsonObjectBuilder here() {
        return Json.createObjectBuilder().add("context", context);
    }

    private JsonObject result(String expression) {
        JsonObject answer = bidi.send(
                "script.evaluate",
                Json.createObjectBuilder()
                        .add("expression", expression)
                        .add("target", here())
                        .add("awaitPromise", true));
        if (!answer.getString("type").equals("success")) {
            throw new IllegalStateException(
                    expression + ": " + answer.getJsonObject("exceptionDetails").getString("text"));
        }
        return answer.getJsonObject("result");
    }
}

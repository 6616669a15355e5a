package org.portalvoip.testing.browser;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A form as a program without a browser sends it: with the hidden fields of the page. */
public final class HtmlForm {
    private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\s(type|name|value)=\"([^\"]*)\"");

    private final Map<String, String> fields = new LinkedHashMap<>();

    /**
     * The form of {@code page} with its hidden fields and nothing filled in.
     *
     * @param id of the form in the page
     */
    public HtmlForm(String page, String id) {
        fields.putAll(inputs(content(page, id), "hidden"::equals));
    }

    /** Names and values of the inputs in {@code html} whose type is {@code wanted}; those without a name are left out. */
    static Map<String, String> inputs(String html, Predicate<String> wanted) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (Matcher input = INPUT.matcher(html); input.find(); ) {
            Map<String, String> attributes = ATTRIBUTE
                    .matcher(input.group())
                    .results()
                    .collect(
                            Collectors.toMap(part -> part.group(1), part -> part.group(2), (first, repeated) -> first));
            String name = attributes.get("name");
            if (name != null && wanted.test(attributes.getOrDefault("type", "text"))) {
                inputs.put(name, attributes.getOrDefault("value", "").replace("&amp;", "&"));
            }
        }
        return inputs;
    }

    private static String content(String page, String id) {
        Matcher form = Pattern.compile("<form id=\"" + id + "\".*?</form>", Pattern.DOTALL)
                .matcher(page);
        if (!form.find()) {
            throw new IllegalArgumentException("The page has no form " + id + ": " + page);
        }
        return form.group();
    }

    /** Fills in a field; null leaves it out. */
    public HtmlForm with(String name, String value) {
        if (value == null) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
        return this;
    }

    /** What a browser sends as {@code application/x-www-form-urlencoded}. */
    public BodyPublisher body() {
        return BodyPublishers.ofString(fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package org.portalvoip.testing.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.TreeMap;
import org.portalvoip.parameters.SecretAct;
import org.portalvoip.testing.server.Server;

/** The parameter screen as a signed-in visitor sees and uses it. */
public final class ParametersPage {
    private static final String ADDRESS = "admin/parameters";

    private final Visit visit;
    private final Page page;

    /** The screen on which {@code visit} stands. */
    public ParametersPage(Visit visit) {
        this.visit = visit;
        this.page = visit.page();
    }

    /** Opens the screen, afresh if it is open already. */
    public static ParametersPage open(Server server, Visit visit) {
        visit.open(server.uri(ADDRESS));
        return new ParametersPage(visit);
    }

    public Locator row(int number) {
        return page.locator("[data-parameter='" + number + "']");
    }

    /** The input of a parameter; not for 330, which is a group of choices. */
    public Locator input(int number) {
        String label = visit.text("parameters." + number + ".name");
        return number == 323
                ? row(number).getByRole(AriaRole.SWITCH, new Locator.GetByRoleOptions().setName(label))
                : row(number).getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    /** The sentences that refuse the value, each on its line; empty when nothing does. */
    public String refusal(int number) {
        return page.locator("#message" + number).innerText().strip();
    }

    /** What the bar at the foot says of the last save. */
    public Locator outcome() {
        return page.locator("#saved");
    }

    /** Fills in the values by number in their order. */
    public void set(Map<Integer, String> values) {
        new TreeMap<>(values).forEach(this::set);
    }

    public void set(int number, String value) {
        switch (number) {
            case 323 -> turn(value.equals("S"));
            case 330 -> choose(330, "parameters.330.option." + value);
            default -> input(number).fill(value);
        }
    }

    private void turn(boolean on) {
        if (input(323).isChecked() != on) {
            row(323).locator(".ui-toggleswitch").click();
        }
    }

    /** Chooses what is to be done to the secret where one is set. */
    public void choose(SecretAct act) {
        choose(328, "parameters.328." + act);
    }

    private void choose(int number, String key) {
        row(number)
                .locator("label", new Locator.LocatorOptions().setHasText(visit.text(key)))
                .click();
    }

    /** What is on the screen. */
    public String value(int number) {
        return switch (number) {
            case 323 -> input(323).isChecked() ? "S" : "N";
            case 330 -> row(330).locator("input:checked").inputValue();
            default -> input(number).inputValue();
        };
    }

    /** Presses "Guardar" and waits for what comes of it. */
    public String save() {
        return press("parameters.save");
    }

    /**
     * Presses a button that asks the server, and waits until the answer is on the screen.
     *
     * @return what the server sent
     */
    public String press(String key) {
        return awaitAnswer(() -> visit.button(key).click());
    }

    /** Does to a button what {@code script} says, a function of the element, and waits as {@link #press} does. */
    public String press(String key, String script) {
        return awaitAnswer(() -> visit.button(key).evaluate(script));
    }

    private String awaitAnswer(Runnable act) {
        Response answer =
                page.waitForResponse(response -> response.request().method().equals("POST"), act);
        page.locator("#parameters[aria-busy='false']").waitFor();
        return answer.text();
    }

    /** The id of the element that has the focus. */
    public String focused() {
        return (String) page.evaluate("document.activeElement.id");
    }
}

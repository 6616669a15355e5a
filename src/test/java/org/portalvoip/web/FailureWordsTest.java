package org.portalvoip.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.faces.application.ViewExpiredException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portalvoip.language.Languages;
import org.portalvoip.language.Texts;
import org.portalvoip.testing.FakeRequest;
import org.portalvoip.testing.FakeResponse;
import org.portalvoip.testing.LogCapture;

/**
 * What a browser and a program are told of a failure, in which language, and under which reference. Longer than 200
 * lines, because each status has its words for browsers and for programs.
 */
class FailureWordsTest {
    @AutoClose
    private final LogCapture log = new LogCapture(Failure.class);

    private final Remembering page = new Remembering(FakeRequest.to("GET", "/admin/parameters"));
    private final Remembering program = new Remembering(FakeRequest.to("PUT", "/api/parameters"));
    private final FakeResponse answer = new FakeResponse();

    @ParameterizedTest
    @CsvSource({
        "400, error.request",
        "403, error.403",
        "404, error.404",
        "413, error.413",
        "429, error.busy",
        "499, error.request",
        "500, error.server",
        "503, error.503"
    })
    void eachStatusHasItsPage(int status, String kind) {
        assertThat(Failure.kind(page, status)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "25006, error.READ_ONLY",
        "42501, error.RIGHTS",
        "42P01, error.TABLES",
        "57014, error.LOCKED",
        "08006, error.503"
    })
    void aDatabaseThatSaysNoIsToldFromOneThatIsAway(String state, String kind) {
        assertThat(Failure.note(page, new SQLException("why", state))).isEqualTo(503);

        assertThat(Failure.kind(page, 503)).isEqualTo(kind);
        assertThat(Failure.kind(page, 500)).isEqualTo("error.server");
    }

    @Test
    void theLogHasTheCauseUnderTheReferenceOfThePage() {
        Set<Object> references = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            assertThat(Failure.note(page, new IllegalStateException("why"))).isEqualTo(500);
            references.add(page.getAttribute(Failure.REFERENCE));
        }

        assertThat(references).hasSize(10).allSatisfy(reference -> assertThat(reference.toString())
                .matches("[0-9a-f]{8}"));
        assertThat(log.messages(Level.SEVERE))
                .hasSize(10)
                .last()
                .asString()
                .endsWith(page.getAttribute(Failure.REFERENCE).toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 411, 413, 415, 429, 500, 503})
    void aProgramGetsASentenceInItsLanguage(int status) throws IOException {
        Set<String> sentences = new HashSet<>();
        for (String language : new String[] {"es", "pt-BR", "en"}) {
            program.query = "lang=" + language;
            FakeResponse told = new FakeResponse();
            Failure.refuse(program, told.response, status);

            assertThat(told.status()).isEqualTo(status);
            assertThat(told.error()).isZero();
            assertThat(told.headers)
                    .containsEntry("Content-Type", "application/json")
                    .containsEntry("charset", "UTF-8")
                    .containsEntry("X-Content-Type-Options", "nosniff")
                    .containsEntry("Cache-Control", "no-store");
            assertThat(told.body()).matches("\\{\"message\":\".{10,}\"}");
            sentences.add(told.body());
        }
        assertThat(sentences).hasSize(3);
    }

    @Test
    void whoMustWaitIsToldForHowLong() throws IOException {
        program.query = "lang=en";
        answer.headers.put("Retry-After", "17");
        Failure.refuse(program, answer.response, 429);

        assertThat(answer.body()).contains("17");
    }

    @Test
    void aFormThatOutlivedItsSessionIsShownAgain() throws IOException {
        Failure.answer(page, answer.response, new ServletException(new ViewExpiredException("expired")));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers)
                .containsEntry("Location", "/voip/admin/parameters?expired")
                .containsEntry("Cache-Control", "no-store");
        assertThat(log.messages(Level.SEVERE)).isEmpty();
    }

    @Test
    void aFormThatNoWidgetCanReadIsNoFaultOfOurs() throws IOException {
        Failure.answer(page, answer.response, new FacesFailures.UnreadableForm(new IllegalStateException("why")));

        assertThat(answer.error()).isEqualTo(400);
        assertThat(log.messages(Level.WARNING)).hasSize(1);
        assertThat(log.messages(Level.SEVERE)).isEmpty();
    }

    @Test
    void whatFailsBeforeTheAnswerHasBegunIsAnsweredAndNothingOfTheOldAnswerIsLeft() throws Exception {
        new Failures().doFilter(page, answer.response, (request, response) -> {
            response.getWriter().write("half a page");
            throw new IllegalStateException("why");
        });

        assertThat(answer.error()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void whatFailsInTheMiddleOfItsAnswerIsBrokenOff() {
        assertThat(catchThrowable(
                        () -> new Failures().doFilter(page, answer.committed().response, (request, response) -> {
                            throw new ServletException("why");
                        })))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("why");
        assertThat(log.messages(Level.SEVERE)).hasSize(1);
        assertThat(answer.error()).isZero();
    }

    @Test
    void anErrorOfTheServerItselfGetsAReferenceOnce() throws Exception {
        failed(page);
        new Failures().doFilter(page, answer.response, (request, response) -> {});
        Object reference = page.getAttribute(Failure.REFERENCE);
        new Failures().doFilter(page, answer.response, (request, response) -> {});

        assertThat(reference).isNotNull();
        assertThat(page.getAttribute(Failure.REFERENCE)).isEqualTo(reference);
        assertThat(log.messages(Level.SEVERE)).hasSize(1);
    }

    @Test
    void anErrorOfTheServerWithoutAReasonIsOneLineInTheLog() throws Exception {
        program.dispatcher = DispatcherType.ERROR;
        program.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/voip/\u001b[2Jlogin");
        answer.response.setStatus(500);
        Failures failures = new Failures();
        try (LogCapture refusals = new LogCapture(RefusalLog.class)) {
            for (int i = 0; i < 10; i++) {
                failures.doFilter(program, answer.response, (request, response) -> {});
            }

            assertThat(refusals.messages(Level.WARNING))
                    .containsExactly("The server answered 500 and named no reason: /voip/?[2Jlogin");
        }
        assertThat(log.messages(Level.SEVERE)).isEmpty();
    }

    @Test
    void theErrorPageIsAskedForAsAPage() throws Exception {
        Remembering posted = new Remembering(FakeRequest.to("POST", "/login", "Faces-Request", "partial/ajax"));
        posted.parameters.put("password", "secret");
        posted.parameters.put("lang", "en");
        posted.dispatcher = DispatcherType.ERROR;
        AtomicReference<HttpServletRequest> shown = new AtomicReference<>();
        new Failures()
                .doFilter(posted, answer.response, (request, response) -> shown.set((HttpServletRequest) request));

        assertThat(shown.get().getMethod()).isEqualTo("GET");
        assertThat(shown.get().getHeader("faces-request")).isNull();
        assertThat(shown.get().getParameter("password")).isNull();
        assertThat(shown.get().getParameterMap()).isEmpty();
    }

    /** Which may never come, and whoever is refused must hold no thread. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "GET"})
    void whoIsRefusedIsAnsweredInHisLanguageWithoutHisBody(String method) throws Exception {
        HttpServletRequest request = FakeRequest.to(method, "/api/parameters", "Content-Length", "9");
        HttpServletRequest slow = new HttpServletRequestWrapper(request) {
            @Override
            public String getParameter(String name) {
                throw new AssertionError("This waits for the body");
            }

            @Override
            public String getQueryString() {
                return "lang=en";
            }
        };
        Failure.refuse(slow, answer.response, 401);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains(Texts.of(Languages.ENGLISH, "error.401.text"));
    }

    @Test
    void theErrorPageIsInTheLanguageThatThePageWasAskedFor() {
        page.query = "other=x&lang=en";
        ErrorRequest error = new ErrorRequest(page);

        assertThat(error.getParameter("lang")).isEqualTo("en");
        assertThat(error.getParameterValues("lang")).containsExactly("en");
        assertThat(error.getParameterMap()).containsOnlyKeys("lang");
        assertThat(error.getParameterNames().nextElement()).isEqualTo("lang");
        assertThat(error.getParameter("other")).isNull();
        assertThat(error.getHeader("Host")).isNull();
    }

    @Test
    void aProgramGetsNoErrorPage() throws Exception {
        failed(program);
        answer.response.setStatus(404);
        new Failures().doFilter(program, answer.response, (request, response) -> {
            throw new AssertionError("a page");
        });

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).startsWith("{\"message\":");
    }

    @Test
    void anErrorPageThatFailsLeavesAtLeastTheReference() throws Exception {
        failed(page);
        answer.response.setStatus(500);
        new Failures().doFilter(page, answer.response, (request, response) -> {
            throw new IllegalStateException("the error page");
        });

        assertThat(answer.body()).isEqualTo("Error 500 " + page.getAttribute(Failure.REFERENCE));
        assertThat(answer.headers).containsEntry("Content-Type", "text/plain");
        assertThat(log.messages(Level.SEVERE)).hasSize(2);
    }

    private static void failed(Remembering request) {
        request.dispatcher = DispatcherType.ERROR;
        request.attributes.put(RequestDispatcher.ERROR_EXCEPTION, new IllegalStateException("why"));
    }
}

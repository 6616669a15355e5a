package org.portalvoip.diagnosis.connection;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.portalvoip.diagnosis.connection.Names.Outcome;
import org.portalvoip.diagnosis.connection.RegistrationQuestion.Answer;
import org.portalvoip.janus.JanusException;
import org.portalvoip.janus.JanusTrial;
import org.portalvoip.janus.ServerInfo;
import org.portalvoip.janus.SipDirectory;
import org.portalvoip.sip.Credential;
import org.portalvoip.sip.SipAccount;
import org.portalvoip.sip.SipChallenge;
import org.portalvoip.sip.SipRoute.Transport;
import org.portalvoip.sip.SipTarget;

/** The steps that show whether the SIP server accepts the account. */
final class AccountSteps {
    private static final Outcome DOMAIN =
            new Outcome(Finding.DOMAIN_FOUND, Finding.DOMAIN_UNKNOWN, Finding.DOMAIN_SILENT);
    private static final Outcome PROXY = new Outcome(Finding.PROXY_FOUND, Finding.PROXY_UNKNOWN, Finding.PROXY_SILENT);
    private static final Duration LONGEST_QUESTION = Duration.ofMillis(1800);

    private final SipDirectory directory = new SipDirectory();
    private final SipAccount account;
    private final Optional<String> realm;
    private final Names names;
    private final TestReport report;
    private final Deadline deadline;

    /** @param realm which an HA1 is computed for, when it is not the domain */
    AccountSteps(SipAccount account, Optional<String> realm, Names names, TestReport report, Deadline deadline) {
        this.account = account;
        this.realm = realm;
        this.names = names;
        this.report = report;
        this.deadline = deadline;
    }

    /** Whether the account may call from this line. */
    boolean registers(JanusTrial line) {
        String host = account.server().host().name();
        boolean direct = account.route().proxy() == null;
        report.begin(direct ? Stage.DOMAIN : Stage.PROXY, host);
        List<SipTarget> servers = names.all(
                host.replaceAll("[\\[\\]]", ""),
                () -> directory.targetsOf(account),
                SipTarget::toString,
                direct ? DOMAIN : PROXY);
        return !servers.isEmpty() && registers(line, servers);
    }

    /** At the first one that is reached, as calls do. */
    private boolean registers(JanusTrial line, List<SipTarget> servers) {
        SipTarget server = servers.get(0);
        if (!isGuest()) {
            report.begin(Stage.CHALLENGE, servers.size() == 1 ? account.server() : server);
            challenge(server);
        }
        report.begin(Stage.REGISTRATION, account.addressOfRecord());
        try {
            deadline.await(line.register(server));
            report.found(isGuest() ? Finding.REGISTRATION_GUEST : Finding.REGISTERED, "");
            judgeSound(line.info(), server);
            return true;
        } catch (JanusException e) {
            boolean silent = e.isUnreached() || e.kind() == JanusException.Kind.NO_ANSWER;
            if (silent && servers.size() > 1) {
                return registersAtNext(line, servers, e);
            }
            return judge(e).verdict() != Verdict.BAD;
        }
    }

    private void judgeSound(ServerInfo janus, SipTarget server) {
        if (!janus.sendsSoundTo(server.address())) {
            report.found(
                    Finding.NO_SOUND_OVER_IPV6,
                    "",
                    janus.version(),
                    server.address().getHostAddress());
        }
    }

    private boolean registersAtNext(JanusTrial line, List<SipTarget> servers, JanusException failure) {
        report.found(Finding.REGISTRATION_NEXT, failure.getMessage(), servers.get(0));
        deadline.await(line.attach());
        return registers(line, servers.subList(1, servers.size()));
    }

    private Finding judge(JanusException failure) {
        Finding why = why(failure);
        report.found(why, failure.getMessage(), failure.code());
        return why;
    }

    private boolean isGuest() {
        return account.credential() instanceof Credential.Guest;
    }

    private void challenge(SipTarget server) {
        var question = new RegistrationQuestion(account, server, deadline.within(LONGEST_QUESTION));
        Optional<Answer> answer = question.over(account.route().transport());
        answer.ifPresentOrElse(
                this::judge,
                () -> report.found(
                        Stream.of(Transport.values())
                                .filter(other -> other != account.route().transport())
                                .filter(other -> question.over(other).isPresent())
                                .findFirst()
                                .map(AccountSteps::wanted)
                                .orElse(Finding.CHALLENGE_NOT_HEARD),
                        ""));
    }

    private static Finding wanted(Transport transport) {
        return switch (transport) {
            case UDP -> Finding.CHALLENGE_WANTS_UDP;
            case TCP -> Finding.CHALLENGE_WANTS_TCP;
            case TLS -> Finding.CHALLENGE_WANTS_TLS;
        };
    }

    private void judge(Answer answer) {
        List<SipChallenge> challenges = answer.challenges();
        String algorithms = challenges.stream().map(SipChallenge::algorithm).collect(Collectors.joining(", "));
        Optional<SipChallenge> usable =
                challenges.stream().filter(SipChallenge::isMd5).findFirst();
        if (challenges.isEmpty()) {
            report.found(Finding.CHALLENGE_NONE, answer.line());
        } else if (usable.isEmpty()) {
            report.found(Finding.CHALLENGE_NOT_MD5, answer.line(), algorithms);
        } else {
            report.found(Finding.CHALLENGE_SEEN, answer.line(), usable.get().realm(), algorithms);
            judgeRealm(usable.get().realm());
        }
    }

    /** Only an HA1 holds a realm; a password is used for any. */
    private void judgeRealm(String asked) {
        String ours = realm.orElse(account.domain().name());
        if (account.credential() instanceof Credential.Ha1 && !asked.equals(ours)) {
            report.found(Finding.CHALLENGE_REALM, "", asked, ours);
        }
    }

    private Finding why(JanusException failure) {
        if (failure.isLoss()) {
            return Finding.CONNECTION_LOST;
        } else if (failure.kind() == JanusException.Kind.NO_ANSWER) {
            return Finding.REGISTRATION_SILENT;
        }
        return switch (failure.code()) {
            case 401, 407, 904 -> wrongCredential();
            case 403 -> Finding.REGISTRATION_FORBIDDEN;
            case 404 -> Finding.REGISTRATION_UNKNOWN_USER;
            case 405, 501 -> Finding.REGISTRATION_NO_REGISTRAR;
            case 408 -> Finding.REGISTRATION_SILENT;
            case 503 -> Finding.REGISTRATION_UNREACHABLE;
            default -> Finding.REGISTRATION_REFUSED;
        };
    }

    private Finding wrongCredential() {
        if (account.credential() instanceof Credential.Ha1) {
            return Finding.REGISTRATION_HA1;
        }
        boolean looksLikeHa1 =
                account.credential() instanceof Credential.Password password && Credential.Ha1.isOne(password.value());
        return looksLikeHa1 ? Finding.REGISTRATION_LOOKS_LIKE_HA1 : Finding.REGISTRATION_PASSWORD;
    }
}

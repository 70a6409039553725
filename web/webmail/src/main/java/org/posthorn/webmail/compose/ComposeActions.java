package org.posthorn.webmail.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mime.compose.ComposedMail;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.Drafts;
import org.posthorn.sending.boundary.Submissions;
import org.posthorn.sending.value.NewSubmission;
import org.posthorn.sending.value.SubmissionResult;
import org.posthorn.sending.value.SubmissionResult.Refused;
import org.posthorn.sending.value.SubmissionResult.Taken;

/** What becomes of a mail that one writes: it is kept, thrown away, sent, taken back. */
@ApplicationScoped
public class ComposeActions {
  private static final Duration MOST_DELAY = Duration.ofDays(60);

  @Inject MailAssembly assembly;
  @Inject MailStore stores;
  @Inject Drafts drafts;
  @Inject Submissions submissions;

  private final Clock clock = Clock.systemUTC();

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public ComposeActions() {}

  /** Keeps a draft. */
  JsonObject keep(Login login, WrittenMail written) {
    ComposedMail mail = assembly.toKeep(login, written);
    Outcome<MessagePlace> saved = drafts.save(login, mail, written.place("draft"));
    if (saved instanceof Outcome.Refused<MessagePlace> refused) {
      throw new ComposeProblem(409, key(refused.reason()), "");
    }
    MessagePlace place = saved.result().orElseThrow();
    JsonObjectBuilder answer = Json.createObjectBuilder().add("draft", MessagePlaces.text(place));
    StoredMail.find(stores.as(login), place)
        .ifPresent(
            kept ->
                answer.add("files", Opening.files(kept)).add("pictures", Opening.pictures(kept)));
    return answer.build();
  }

  private static String key(Outcome.Refusal reason) {
    return switch (reason) {
      case OVERQUOTA -> "problem.quota";
      case TOOBIG -> "problem.size";
      default -> "problem.draft";
    };
  }

  /** Throws a draft away. */
  JsonObject discard(Login login, WrittenMail written) {
    written.place("draft").ifPresent(place -> drafts.delete(login, place));
    return Json.createObjectBuilder().build();
  }

  /** Sends a mail, after {@code delay} seconds or at {@code at}, in seconds since 1970. */
  JsonObject send(Login login, WrittenMail written, String client) {
    String id = written.text("id");
    if (!id.matches("[A-Za-z0-9-]{8,64}")) {
      throw ComposeProblem.request();
    }
    NewSubmission wanted =
        new NewSubmission(
            id,
            assembly.toSend(login, written),
            moment(written),
            written.place("draft"),
            written.place("original"),
            written.text("kind").equals("forward"),
            client);
    SubmissionResult result = submissions.send(login, wanted);
    if (result instanceof Refused refused) {
      String key = "problem." + refused.why().name().toLowerCase(Locale.ROOT);
      throw new ComposeProblem(409, key, refused.subject());
    }
    Taken taken = (Taken) result;
    return Json.createObjectBuilder()
        .add("submission", taken.id())
        .add("due", taken.due().getEpochSecond())
        .add("waiting", taken.waiting())
        .build();
  }

  private Optional<Instant> moment(WrittenMail written) {
    Instant now = clock.instant();
    Instant at =
        written.number("at") > 0
            ? Instant.ofEpochSecond(written.number("at"))
            : now.plusSeconds(Math.max(0, written.number("delay")));
    if (at.isAfter(now.plus(MOST_DELAY))) {
      throw new ComposeProblem(409, "problem.moment", "");
    }
    return Optional.of(at).filter(it -> it.isAfter(now));
  }

  /** Takes a mail back that was to go later. */
  JsonObject takeBack(Login login, WrittenMail written) {
    if (!submissions.takeBack(login, written.number("submission"))) {
      throw new ComposeProblem(409, "problem.gone", "");
    }
    return Json.createObjectBuilder().build();
  }

  /** What is to go later. */
  JsonObject waiting(Login login) {
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (Submissions.Waiting each : submissions.waiting(login)) {
      all.add(
          Json.createObjectBuilder()
              .add("submission", each.id())
              .add("due", each.due().getEpochSecond())
              .add("draft", each.draft()));
    }
    return Json.createObjectBuilder().add("waiting", all).build();
  }
}

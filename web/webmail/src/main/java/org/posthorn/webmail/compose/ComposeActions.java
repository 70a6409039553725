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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mime.compose.ComposedMail;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.Drafts;
import org.posthorn.sending.boundary.Submissions;
import org.posthorn.sending.boundary.Uploads;
import org.posthorn.sending.value.NewSubmission;
import org.posthorn.sending.value.SubmissionResult;
import org.posthorn.sending.value.SubmissionResult.Refused;
import org.posthorn.sending.value.SubmissionResult.Taken;
import org.posthorn.sending.value.WaitingMail;

/** What becomes of a mail that one writes: it is kept, thrown away, sent, taken back. */
@ApplicationScoped
public class ComposeActions {
  private static final Duration MOST_DELAY = Duration.ofDays(60);

  /** What goes so soon waits only to be taken back. */
  private static final Duration UNDO = Duration.ofSeconds(60);

  @Inject MailAssembly assembly;
  @Inject MailStore stores;
  @Inject Drafts drafts;
  @Inject Submissions submissions;
  @Inject Uploads uploads;

  private final Clock clock = Clock.systemUTC();

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public ComposeActions() {}

  /** Keeps a draft. */
  JsonObject keep(Login login, WrittenMail written) {
    ComposedMail mail = assembly.toKeep(login, written);
    boolean stopped = stop(login, written); // or what was written before would go
    Outcome<MessagePlace> saved = drafts.save(login, mail, written.place("draft"));
    if (saved instanceof Outcome.Refused<MessagePlace> refused) {
      throw new ComposeProblem(409, key(refused.reason()), "");
    }
    MessagePlace place = saved.result().orElseThrow();
    JsonObjectBuilder answer =
        Json.createObjectBuilder().add("draft", MessagePlaces.text(place)).add("stopped", stopped);
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
    stop(login, written);
    written.place("draft").ifPresent(place -> drafts.delete(login, place));
    return release(login, written);
  }

  /** Forgets files that were added: drafts have them, or nobody wants them. */
  JsonObject release(Login login, WrittenMail written) {
    uploads.forget(login, written.numbers("uploads"));
    return Json.createObjectBuilder().build();
  }

  /** Sends a mail, after {@code delay} seconds or at {@code at}, in seconds since 1970. */
  JsonObject send(Login login, WrittenMail written, String client) {
    String id = written.text("id");
    if (!id.matches("[A-Za-z0-9-]{8,64}")) {
      throw ComposeProblem.request();
    }
    stop(login, written); // it goes once
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
    if (!submissions.takeBack(login, submission(written))) {
      throw new ComposeProblem(409, "problem.gone", "");
    }
    return Json.createObjectBuilder().build();
  }

  /** What is to go later; what can still be taken back by a click is not among it. */
  JsonObject waiting(Login login, ComposeTexts texts) {
    AccountStore store = stores.as(login);
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (WaitingMail each : scheduled(submissions.waiting(login))) {
      Optional<StoredMail> draft = each.draft().flatMap(place -> StoredMail.find(store, place));
      JsonObjectBuilder mail =
          Json.createObjectBuilder()
              .add("submission", Long.toString(each.id()))
              .add("due", each.due().getEpochSecond())
              .add("subject", draft.flatMap(it -> it.facts().subject()).orElse(""))
              .add(
                  "to",
                  String.join(", ", each.recipients().stream().map(Address::toString).toList()))
              .add("hasDraft", draft.isPresent());
      draft.ifPresent(it -> mail.add("key", it.place().mailbox() + "-" + it.place().uid()));
      all.add(mail);
    }
    return Json.createObjectBuilder().add("waiting", all).build();
  }

  /** Those that wait for a moment that somebody has chosen. */
  public static List<WaitingMail> scheduled(List<WaitingMail> waiting) {
    return waiting.stream().filter(each -> each.due().isAfter(each.created().plus(UNDO))).toList();
  }

  /** Has a mail go at another moment; at once where none is named. */
  JsonObject postpone(Login login, WrittenMail written) {
    Instant due = moment(written).orElseGet(clock::instant);
    if (!submissions.postpone(login, submission(written), due)) {
      throw new ComposeProblem(409, "problem.gone", "");
    }
    return Json.createObjectBuilder().add("due", due.getEpochSecond()).build();
  }

  private static long submission(WrittenMail written) {
    return written.text("submission").matches("[0-9]{1,18}")
        ? Long.parseLong(written.text("submission"))
        : written.number("submission");
  }

  /** Stops what was to go later of a draft that is thrown away or written anew. */
  private boolean stop(Login login, WrittenMail written) {
    return written
        .place("draft")
        .map(it -> submissions.takeBackDrafts(login, it.mailbox(), UidSet.of(it.uid())) > 0)
        .orElse(false);
  }

  /** When a draft goes, if it waits for a moment. */
  Optional<WaitingMail> scheduled(Login login, MessagePlace draft) {
    return submissions.waiting(login).stream()
        .filter(each -> each.draft().equals(Optional.of(draft)))
        .findFirst();
  }
}

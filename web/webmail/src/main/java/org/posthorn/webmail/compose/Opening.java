package org.posthorn.webmail.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mime.HeaderField;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.MessagePart;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.SendingSettings;
import org.posthorn.webmail.html.MailHtml;
import org.posthorn.webmail.settings.PreferenceStore;

/**
 * What stands in a mail when one begins to write it: nothing, an answer, what is forwarded, a
 * draft.
 */
@ApplicationScoped
public class Opening {
  private static final String PART = "/webmail/api/compose/part?message=";

  @Inject MailStore stores;
  @Inject Identities identities;
  @Inject SendingSettings limits;
  @Inject ComposeActions actions;
  @Inject PreferenceStore preferences;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public Opening() {}

  /** As the page asks for it: {@code reply}, {@code all}, {@code forward} or {@code draft}. */
  JsonObject open(Login login, HttpServletRequest request, ComposeTexts texts) {
    JsonObjectBuilder mail =
        Json.createObjectBuilder()
            .add("identities", identities.list(login))
            .add("undoSeconds", preferences.of(login).undoSeconds())
            .add("limit", limits.files());
    Optional<StoredMail> draft = stored(login, request, "draft");
    Optional<StoredMail> reply = stored(login, request, "reply");
    Optional<StoredMail> forward = stored(login, request, "forward");
    if (draft.isPresent()) {
      draft(draft.get(), mail);
      actions
          .scheduled(login, draft.get().place())
          .ifPresent(it -> mail.add("scheduled", it.due().getEpochSecond()));
    } else if (reply.isPresent()) {
      answer(login, reply.get(), request, texts, mail);
    } else if (forward.isPresent()) {
      forward(forward.get(), request, texts, mail);
    }
    return mail.build();
  }

  private Optional<StoredMail> stored(Login login, HttpServletRequest request, String name) {
    AccountStore store = stores.as(login);
    return Query.value(request, name).flatMap(value -> StoredMail.named(store, value));
  }

  private void answer(
      Login login,
      StoredMail original,
      HttpServletRequest request,
      ComposeTexts texts,
      JsonObjectBuilder mail) {
    Set<String> own =
        identities.list(login).stream()
            .map(each -> each.asJsonObject().getString("address").toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    List<MailAddress> author = addresses(original, HeaderField.REPLY_TO);
    if (author.isEmpty()) {
      author = addresses(original, HeaderField.FROM);
    }
    List<MailAddress> to = addresses(original, HeaderField.TO);
    List<MailAddress> cc = addresses(original, HeaderField.CC);
    if (author.stream().allMatch(each -> isIn(own, each))) {
      author = to; // one's own mail is answered to those who got it
      to = List.of();
    }
    boolean all = Query.value(request, "all").equals(Optional.of("1"));
    Map<String, MailAddress> others = new LinkedHashMap<>();
    if (all) {
      Stream.concat(to.stream(), cc.stream()).forEach(each -> others.put(key(each), each));
      others.keySet().removeAll(own);
      author.forEach(each -> others.remove(key(each)));
    }
    Stream.concat(to.stream(), cc.stream())
        .filter(each -> isIn(own, each))
        .findFirst()
        .ifPresent(each -> mail.add("from", key(each)));
    mail.add("kind", all ? "reply-all" : "reply")
        .add("original", MessagePlaces.text(original))
        .add("subject", prefixed("Re: ", original))
        .add("to", people(author))
        .add("cc", people(others.values().stream().toList()))
        .add("quote", quote(original, "attribution", request, texts));
  }

  private static boolean isIn(Set<String> own, MailAddress address) {
    return own.contains(key(address));
  }

  private static String key(MailAddress address) {
    return address.address().toLowerCase(Locale.ROOT);
  }

  private static List<MailAddress> addresses(StoredMail mail, HeaderField field) {
    return mail.facts().header().addresses(field);
  }

  private static String prefixed(String prefix, StoredMail original) {
    String subject = original.facts().subject().orElse("");
    String bare = subject.replaceFirst("(?i)^(?:(?:re|aw|sv|fwd?|wg)(?:\\[\\d+\\])?:\\s*)+", "");
    return prefix + bare;
  }

  private void forward(
      StoredMail original, HttpServletRequest request, ComposeTexts texts, JsonObjectBuilder mail) {
    mail.add("kind", "forward")
        .add("original", MessagePlaces.text(original))
        .add("subject", prefixed("Fwd: ", original))
        .add("files", files(original))
        .add("quote", quote(original, "forwarded", request, texts));
  }

  private static JsonObjectBuilder quote(
      StoredMail original, String key, HttpServletRequest request, ComposeTexts texts) {
    MailAddress from =
        addresses(original, HeaderField.FROM).stream()
            .findFirst()
            .orElse(new MailAddress("", "", ""));
    String author = from.name().isBlank() ? from.address() : from.name();
    String subject = original.facts().subject().orElse("");
    String attribution = texts.text(key, author, date(original, request, texts), subject);
    return Json.createObjectBuilder()
        .add("from", MessagePlaces.text(original))
        .add("remote", Query.value(request, "remote").equals(Optional.of("1")))
        .add("attribution", attribution)
        .add("html", original.html().isPresent());
  }

  private static String date(StoredMail mail, HttpServletRequest request, ComposeTexts texts) {
    ZoneId zone;
    try {
      zone = ZoneId.of(Query.value(request, "zone").orElse("Z"));
    } catch (DateTimeException unknown) {
      zone = ZoneOffset.UTC;
    }
    Instant sent = Instant.ofEpochSecond(mail.facts().sentTime().orElse(mail.received()));
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
        .withLocale(texts.locale().equals(Locale.ENGLISH) ? Locale.UK : texts.locale())
        .format(sent.atZone(zone));
  }

  private static JsonArrayBuilder people(List<MailAddress> addresses) {
    JsonArrayBuilder people = Json.createArrayBuilder();
    addresses.stream()
        .filter(each -> !each.domain().isEmpty())
        .forEach(
            each ->
                people.add(
                    Json.createObjectBuilder()
                        .add("name", each.name())
                        .add("address", each.address())));
    return people;
  }

  /** The files of a mail, each with its place. */
  static JsonArrayBuilder files(StoredMail mail) {
    JsonArrayBuilder files = Json.createArrayBuilder();
    for (MessagePart each : mail.attachments()) {
      files.add(
          Json.createObjectBuilder()
              .add("message", MessagePlaces.text(mail))
              .add("part", each.number())
              .add("name", each.fileName().orElse("file"))
              .add("type", each.mediaType())
              .add("size", StoredMail.size(each)));
    }
    return files;
  }

  private static void draft(StoredMail draft, JsonObjectBuilder mail) {
    WrittenMail notes =
        new WrittenMail(
            draft
                .field(DraftNotes.FIELD)
                .flatMap(DraftNotes::read)
                .orElse(jakarta.json.JsonValue.EMPTY_JSON_OBJECT));
    for (String name : List.of("kind", "original", "priority", "id")) {
      mail.add(name, notes.text(name));
    }
    mail.add("receipt", notes.is("receipt"));
    if (!notes.within("quote").json().isEmpty()) {
      mail.add("quote", notes.within("quote").json());
    }
    List<String> shown = new ArrayList<>();
    Optional<String> html =
        draft
            .html()
            .map(text -> MailHtml.editing(text, id -> picture(draft, id, shown), false).html());
    mail.add("mode", html.isPresent() ? "html" : "plain")
        .add("html", html.orElse(""))
        .add("text", draft.plain().orElse(""))
        .add("draft", MessagePlaces.text(draft.place()))
        .add("subject", draft.facts().subject().orElse(""))
        .add(
            "from",
            addresses(draft, HeaderField.FROM).stream().map(Opening::key).findFirst().orElse(""))
        .add("to", people(addresses(draft, HeaderField.TO)))
        .add("cc", people(addresses(draft, HeaderField.CC)))
        .add("bcc", people(addresses(draft, HeaderField.BCC)))
        .add("replyTo", people(addresses(draft, HeaderField.REPLY_TO)))
        .add("files", files(draft))
        .add("pictures", pictures(draft, shown));
  }

  private static @org.jspecify.annotations.Nullable String picture(
      StoredMail mail, String id, List<String> shown) {
    return mail.byContentId(id)
        .map(
            part -> {
              shown.add(id);
              return url(mail, part);
            })
        .orElse(null);
  }

  /** Where pictures of a mail are, by their Content-IDs. */
  static JsonArrayBuilder pictures(StoredMail mail) {
    JsonArrayBuilder pictures = Json.createArrayBuilder();
    for (MessagePart part : mail.leaves()) {
      part.contentId()
          .ifPresent(
              id ->
                  pictures.add(
                      Json.createObjectBuilder()
                          .add("cid", StoredMail.bare(id))
                          .add("message", MessagePlaces.text(mail))
                          .add("part", part.number())));
    }
    return pictures;
  }

  static String url(StoredMail mail, MessagePart part) {
    return PART + MessagePlaces.text(mail) + "&part=" + part.number();
  }

  private static JsonArrayBuilder pictures(StoredMail mail, List<String> shown) {
    JsonArrayBuilder pictures = Json.createArrayBuilder();
    List<String> distinct = shown.stream().distinct().toList();
    IntStream.range(0, distinct.size())
        .forEach(
            i -> {
              String id = distinct.get(i);
              MessagePart part = mail.byContentId(id).orElseThrow();
              pictures.add(
                  Json.createObjectBuilder()
                      .add("url", url(mail, part))
                      .add("cid", id)
                      .add("message", MessagePlaces.text(mail))
                      .add("part", part.number()));
            });
    return pictures;
  }

  /** What a quote is when it is edited as one's own text. */
  JsonObject quoted(Login login, HttpServletRequest request) {
    StoredMail mail =
        stored(login, request, "message")
            .orElseThrow(() -> new ComposeProblem(404, "problem.quote", ""));
    List<String> shown = new ArrayList<>();
    boolean remote = Query.value(request, "remote").equals(Optional.of("1"));
    String html =
        mail.html()
            .map(text -> MailHtml.editing(text, id -> picture(mail, id, shown), remote).html())
            .orElseGet(() -> Quote.escapedLines(mail.plain().orElse("")));
    return Json.createObjectBuilder()
        .add("html", html)
        .add("text", Quote.plain(mail))
        .add("pictures", pictures(mail, shown))
        .build();
  }

  /** What a quote looks like: a document for a frame. */
  String quoteDocument(Login login, HttpServletRequest request) {
    StoredMail mail =
        stored(login, request, "message")
            .orElseThrow(() -> new ComposeProblem(404, "problem.quote", ""));
    boolean remote = Query.value(request, "remote").equals(Optional.of("1"));
    return mail.html()
        .map(
            html ->
                MailHtml.reading(
                        html,
                        id -> mail.byContentId(id).map(it -> url(mail, it)).orElse(null),
                        remote)
                    .html())
        .orElseGet(
            () ->
                "<!doctype html><html><head><meta charset=\"utf-8\"><style>body{font:14px/1.5"
                    + " system-ui,sans-serif;margin:14px;color-scheme:light"
                    + " dark}</style></head><body>"
                    + Quote.escapedLines(mail.plain().orElse(""))
                    + "</body></html>");
  }
}

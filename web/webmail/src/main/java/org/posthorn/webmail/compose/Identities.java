package org.posthorn.webmail.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.accounts.boundary.Accounts;
import org.posthorn.accounts.value.AccountInfo;
import org.posthorn.kernel.Address;
import org.posthorn.mailstore.AnnotationResult;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.sasl.Login;
import org.posthorn.webmail.html.HtmlPlain;
import org.posthorn.webmail.html.MailHtml;

/**
 * In whose name people write: the addresses of their account, each with a name and a signature,
 * which are kept as a private annotation of theirs. RFC 5464.
 */
@ApplicationScoped
public class Identities {
  private static final String ENTRY = "/private/vendor/posthorn/webmail/identities";
  private static final int MOST_HTML = 20_000;
  private static final int MOST_NAME = 200;

  @Inject MailStore stores;
  @Inject Accounts accounts;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public Identities() {}

  /** Addresses with names and signatures, the main one first. */
  JsonArray list(Login login) {
    Map<String, WrittenMail> kept = kept(login);
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (String address : addresses(login)) {
      WrittenMail identity =
          kept.getOrDefault(address, new WrittenMail(JsonValue.EMPTY_JSON_OBJECT));
      String signature = identity.text("signature");
      all.add(
          Json.createObjectBuilder()
              .add("address", address)
              .add("name", identity.text("name"))
              .add("signature", signature)
              .add("signatureText", HtmlPlain.text(signature).stripTrailing()));
    }
    return all.build();
  }

  private List<String> addresses(Login login) {
    return Address.known(login.address())
        .flatMap(accounts::find)
        .map(AccountInfo::addresses)
        .map(all -> all.stream().map(Address::toString).toList())
        .orElse(List.of(login.address()));
  }

  private Map<String, WrittenMail> kept(Login login) {
    Map<String, WrittenMail> kept = new LinkedHashMap<>();
    Optional<byte[]> value =
        stores
            .as(login)
            .metadata()
            .of(MailboxList.SERVER, List.of(ENTRY))
            .result()
            .map(entries -> entries.get(ENTRY));
    if (value.isPresent()) {
      try {
        String text = new String(value.get(), UTF_8);
        JsonObject object = Json.createReader(new StringReader(text)).readObject();
        new WrittenMail(object)
            .list("identities")
            .forEach(each -> kept.put(each.text("address"), each));
      } catch (JsonException malformed) {
        return kept; // somebody else has written it
      }
    }
    return kept;
  }

  /** Keeps the name and the signature of an address. */
  void keep(Login login, WrittenMail wanted) {
    String address = wanted.text("address");
    if (!addresses(login).contains(address) || wanted.text("signature").length() > MOST_HTML) {
      throw ComposeProblem.request();
    }
    String name = wanted.text("name").strip();
    JsonObject identity =
        Json.createObjectBuilder()
            .add("address", address)
            .add("name", name.length() > MOST_NAME ? name.substring(0, MOST_NAME) : name)
            .add("signature", MailHtml.editing(wanted.text("signature"), id -> null, false).html())
            .build();
    Map<String, WrittenMail> kept = kept(login);
    kept.put(address, new WrittenMail(identity));
    JsonArrayBuilder all = Json.createArrayBuilder();
    kept.values().forEach(each -> all.add(each.json()));
    String text = Json.createObjectBuilder().add("identities", all).build().toString();
    AnnotationResult result =
        stores
            .as(login)
            .metadata()
            .set(
                MailboxList.SERVER,
                Map.of(ENTRY, Optional.of(text.getBytes(UTF_8))),
                (box, own, entries) -> {});
    if (!(result instanceof AnnotationResult.Done)) {
      throw new ComposeProblem(409, "problem.unavailable", "");
    }
  }
}

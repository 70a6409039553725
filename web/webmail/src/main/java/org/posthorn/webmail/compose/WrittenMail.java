package org.posthorn.webmail.compose;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mime.MailAddress;

/**
 * What the page's script says of a mail. Whatever is missing or of another kind counts as empty.
 */
record WrittenMail(JsonObject json) {
  private static final int MOST_ADDRESSES = 1_000;

  /** A text. */
  String text(String name) {
    JsonValue value = json.get(name);
    return value instanceof JsonString string ? string.getString() : "";
  }

  /** Whether something is wanted. */
  boolean is(String name) {
    return JsonValue.TRUE.equals(json.get(name));
  }

  /** A place of a message. */
  Optional<MessagePlace> place(String name) {
    return MessagePlaces.parse(text(name));
  }

  /** An object within. */
  WrittenMail within(String name) {
    JsonValue value = json.get(name);
    return new WrittenMail(
        value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT);
  }

  /** Objects within. */
  List<WrittenMail> list(String name) {
    JsonValue value = json.get(name);
    JsonArray array = value instanceof JsonArray all ? all : JsonValue.EMPTY_JSON_ARRAY;
    return array.stream()
        .filter(each -> each instanceof JsonObject)
        .map(each -> new WrittenMail(each.asJsonObject()))
        .toList();
  }

  /** Addresses of a field. What is no address is a problem when it is to be sent. */
  List<MailAddress> addresses(String name, boolean strict) {
    List<MailAddress> addresses = new ArrayList<>();
    for (WrittenMail each : list(name)) {
      String text = each.text("address").strip();
      Optional<Address> parsed = Address.parse(text);
      if (parsed.isEmpty() && strict) {
        throw new ComposeProblem(409, "problem.address", text);
      }
      parsed
          .map(it -> new MailAddress(each.text("name").strip(), it.localPart(), it.domain()))
          .ifPresent(addresses::add);
      if (addresses.size() > MOST_ADDRESSES) {
        throw new ComposeProblem(409, "problem.recipients", "");
      }
    }
    return addresses;
  }

  /** Numbers of an array. */
  List<Long> numbers(String name) {
    JsonArray array = json.get(name) instanceof JsonArray all ? all : JsonValue.EMPTY_JSON_ARRAY;
    return array.stream()
        .limit(MOST_ADDRESSES)
        .filter(jakarta.json.JsonNumber.class::isInstance)
        .map(each -> ((jakarta.json.JsonNumber) each).longValue())
        .toList();
  }

  /** A number; -1 where there is none. */
  long number(String name) {
    return json.get(name) instanceof jakarta.json.JsonNumber number ? number.longValue() : -1;
  }
}

package org.posthorn.webmail.action;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.posthorn.kernel.UidSet;
import org.posthorn.webmail.list.ListQuery;

/** What requests of the page say. What is missing or of another type is empty. */
record Json(JsonObject object) {

  /** A text. */
  String text(String name) {
    return object.get(name) instanceof JsonString text ? text.getString() : "";
  }

  /** A number. */
  long number(String name) {
    return ListQuery.number(text(name)).orElse(0);
  }

  /** Whether something is so. */
  boolean is(String name) {
    return JsonValue.TRUE.equals(object.get(name));
  }

  /** Texts. */
  List<String> texts(String name) {
    return object.get(name) instanceof jakarta.json.JsonArray array
        ? array.stream()
            .filter(JsonString.class::isInstance)
            .map(value -> ((JsonString) value).getString())
            .toList()
        : List.of();
  }

  /** Messages: UIDs by the ids of mailboxes. */
  Map<Long, UidSet> messages(String name) {
    Map<Long, UidSet> messages = new TreeMap<>();
    if (object.get(name) instanceof JsonObject mailboxes) {
      for (String id : mailboxes.keySet()) {
        String uids = mailboxes.get(id) instanceof JsonString text ? text.getString() : "";
        Optional<UidSet> set = UidSet.parse(uids);
        ListQuery.number(id).ifPresent(mailbox -> set.ifPresent(s -> messages.put(mailbox, s)));
      }
    }
    return messages;
  }

  /** An object within. */
  Optional<Json> within(String name) {
    return object.get(name) instanceof JsonObject inner
        ? Optional.of(new Json(inner))
        : Optional.empty();
  }
}

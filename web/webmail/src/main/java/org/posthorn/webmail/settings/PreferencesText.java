package org.posthorn.webmail.settings;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;

/** Preferences as JSON. Total: what is missing or of another kind is as if nobody had chosen. */
final class PreferencesText {
  private PreferencesText() {}

  static JsonObject write(Preferences preferences) {
    JsonArrayBuilder labels = Json.createArrayBuilder();
    for (Label each : preferences.labels()) {
      labels.add(
          Json.createObjectBuilder()
              .add("keyword", each.keyword())
              .add("name", each.name())
              .add("hue", each.hue()));
    }
    JsonArrayBuilder searches = Json.createArrayBuilder();
    for (SavedSearch each : preferences.searches()) {
      searches.add(Json.createObjectBuilder().add("name", each.name()).add("query", each.query()));
    }
    return Json.createObjectBuilder()
        .add("language", preferences.language())
        .add("zone", preferences.zone())
        .add("previews", preferences.previews())
        .add("replyAll", preferences.replyAll())
        .add("undoSeconds", preferences.undoSeconds())
        .add("trusted", Json.createArrayBuilder(preferences.trusted()))
        .add("labels", labels)
        .add("searches", searches)
        .build();
  }

  static Preferences read(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return read(reader.readObject());
    } catch (JsonException | IllegalStateException malformed) {
      return Preferences.DEFAULT; // somebody else has written it
    }
  }

  private static Preferences read(JsonObject json) {
    Preferences none = Preferences.DEFAULT;
    return new Preferences(
        text(json, "language"),
        text(json, "zone"),
        !JsonValue.FALSE.equals(json.get("previews")),
        JsonValue.TRUE.equals(json.get("replyAll")),
        number(json, "undoSeconds", none.undoSeconds()),
        array(json, "trusted")
            .filter(JsonString.class::isInstance)
            .map(each -> ((JsonString) each).getString())
            .toList(),
        objects(json, "labels").stream()
            .map(
                each ->
                    new Label(text(each, "keyword"), text(each, "name"), number(each, "hue", 0)))
            .toList(),
        objects(json, "searches").stream()
            .map(each -> new SavedSearch(text(each, "name"), text(each, "query")))
            .toList());
  }

  private static String text(JsonObject json, String name) {
    return json.get(name) instanceof JsonString text ? text.getString() : "";
  }

  private static int number(JsonObject json, String name, int otherwise) {
    return json.get(name) instanceof JsonNumber number ? number.intValue() : otherwise;
  }

  private static Stream<JsonValue> array(JsonObject json, String name) {
    return json.get(name) instanceof jakarta.json.JsonArray array ? array.stream() : Stream.empty();
  }

  private static List<JsonObject> objects(JsonObject json, String name) {
    return array(json, name)
        .filter(JsonObject.class::isInstance)
        .map(JsonValue::asJsonObject)
        .toList();
  }
}

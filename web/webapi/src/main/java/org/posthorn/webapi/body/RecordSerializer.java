package org.posthorn.webapi.body;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes the members of a record in the order of its components; JSON-B itself knows the orders of
 * the alphabet and of hash codes only. Empty optionals are absent, or null where the component is
 * {@link JsonbNillable}.
 */
public final class RecordSerializer implements JsonbSerializer<Record> {
  @Override
  public void serialize(Record body, JsonGenerator json, SerializationContext context) {
    json.writeStartObject();
    for (RecordComponent component : body.getClass().getRecordComponents()) {
      Object value = present(RecordComponents.value(body, component));
      if (value != null) {
        context.serialize(RecordComponents.member(component), value, json);
      } else if (RecordComponents.isNillable(component)) {
        json.writeNull(RecordComponents.member(component));
      }
    }
    json.writeEnd();
  }

  private static @Nullable Object present(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? optional.getAsLong() : null;
    }
    return value;
  }
}

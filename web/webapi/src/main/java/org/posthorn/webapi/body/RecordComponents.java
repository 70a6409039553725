package org.posthorn.webapi.body;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbProperty;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What reflection tells about the components of a record. */
public final class RecordComponents {
  private RecordComponents() {}

  /** The component of a member's name. */
  public static Optional<RecordComponent> named(Class<?> type, String name) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .findFirst();
  }

  /** The name of its member in what we write. */
  static String member(RecordComponent component) {
    return annotation(component, JsonbProperty.class)
        .map(JsonbProperty::value)
        .orElseGet(component::getName);
  }

  /** Whether null is one of the values of the member. */
  public static boolean isNillable(RecordComponent component) {
    return annotation(component, JsonbNillable.class).isPresent();
  }

  /** An annotation of a component; the compiler copies it to the accessor and the field. */
  public static <A extends Annotation> Optional<A> annotation(
      RecordComponent component, Class<A> kind) {
    A found = component.getAccessor().getAnnotation(kind);
    if (found == null) {
      found = field(component, kind);
    }
    return Optional.ofNullable(found);
  }

  /** What is in an {@link Optional} or a list; the type itself if it is neither. */
  public static Type content(Type type) {
    return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
  }

  static @Nullable Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true); // the record may be a resource's own
      return component.getAccessor().invoke(record);
    } catch (InvocationTargetException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <A extends Annotation> @Nullable A field(
      RecordComponent component, Class<A> kind) {
    try {
      return component
          .getDeclaringRecord()
          .getDeclaredField(component.getName())
          .getAnnotation(kind);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}

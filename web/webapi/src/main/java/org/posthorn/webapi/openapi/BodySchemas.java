package org.posthorn.webapi.openapi;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;
import org.posthorn.accounts.value.OwnLimits;
import org.posthorn.webapi.body.RecordComponents;
import org.posthorn.webapi.validation.IsoDuration;
import org.posthorn.webapi.validation.QuotaLimit;
import org.posthorn.webapi.validation.TextLength;
import org.posthorn.webapi.validation.ValidMailAddress;

/**
 * The schemas of records, from the same components and constraints by which bodies are bound and
 * written. Servers differ in what they make of records, optionals and constraints.
 */
final class BodySchemas {
  private static final String REFERENCE = "#/components/schemas/";

  private final Map<String, Schema> named = new TreeMap<>();

  /** The schemas of all records that were referred to, by their names. */
  Map<String, Schema> named() {
    return named;
  }

  /** A reference to the schema of a record, or the schema of another type. */
  Schema of(Type type) {
    if (type instanceof ParameterizedType generic
        && generic.getRawType() instanceof Class<?> page
        && page.isRecord()) {
      return object(page, generic.getActualTypeArguments()[0]);
    }
    if (type instanceof Class<?> record && record.isRecord()) {
      String name = record.getSimpleName();
      if (!named.containsKey(name)) {
        named.put(name, OASFactory.createSchema()); // against endless recursion
        named.put(name, object(record, record));
      }
      return OASFactory.createSchema().ref(REFERENCE + name);
    }
    return plain(type);
  }

  private Schema plain(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type content = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (generic.getRawType() == List.class) {
        return typed(SchemaType.ARRAY).items(of(content));
      }
      if (generic.getRawType() == Map.class) {
        return typed(SchemaType.OBJECT).additionalPropertiesSchema(of(content));
      }
      if (generic.getRawType() == Optional.class) {
        return of(content);
      }
    }
    if (type == String.class) {
      return typed(SchemaType.STRING);
    }
    if (type == Instant.class) {
      return typed(SchemaType.STRING).format("date-time");
    }
    if (type == boolean.class || type == Boolean.class) {
      return typed(SchemaType.BOOLEAN);
    }
    if (type == int.class || type == Integer.class) {
      return typed(SchemaType.INTEGER).format("int32");
    }
    if (type == long.class || type == Long.class || type == OptionalLong.class) {
      return typed(SchemaType.INTEGER).format("int64");
    }
    if (type == double.class || type == Double.class) {
      return typed(SchemaType.NUMBER).format("double");
    }
    throw new IllegalStateException("no schema for " + type);
  }

  private Schema object(Class<?> record, Type argument) {
    Schema object = typed(SchemaType.OBJECT);
    for (RecordComponent component : record.getRecordComponents()) {
      object.addProperty(component.getName(), member(component, argument));
      if (isRequired(component)) {
        object.addRequired(component.getName());
      }
    }
    return object;
  }

  private Schema member(RecordComponent component, Type argument) {
    Optional<org.eclipse.microprofile.openapi.annotations.media.Schema> told =
        RecordComponents.annotation(
            component, org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    Schema schema = of(elementOf(component, argument, told.map(each -> each.implementation())));
    if (schema.getRef() != null) {
      schema = OASFactory.createSchema().addAllOf(schema); // what stands beside $ref is ignored
    }
    constrain(schema, component.getAnnotatedType());
    if (RecordComponents.isNillable(component)) {
      schema.setNullable(true);
    }
    told.map(each -> each.description()).filter(d -> !d.isEmpty()).ifPresent(schema::description);
    told.map(each -> each.example()).filter(e -> !e.isEmpty()).ifPresent(schema::example);
    return schema;
  }

  /**
   * A component's type; lists of a type variable or of JSON objects are of what these stand for.
   */
  private static Type elementOf(
      RecordComponent component, Type argument, Optional<Class<?>> implementation) {
    Type type = component.getGenericType();
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      Optional<Class<?>> told = implementation.filter(each -> each != Void.class);
      if (told.isPresent()) {
        return new ListOf(told.get());
      }
      return RecordComponents.content(type) instanceof TypeVariable<?>
          ? new ListOf(argument)
          : type;
    }
    return type;
  }

  private static boolean isRequired(RecordComponent component) {
    Type type = component.getGenericType();
    boolean optional =
        type == OptionalLong.class
            || type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    return !optional;
  }

  private static void constrain(Schema schema, AnnotatedType type) {
    found(type, Size.class).ifPresent(size -> length(schema, size.min(), size.max()));
    found(type, TextLength.class).ifPresent(text -> length(schema, text.min(), text.max()));
    found(type, QuotaLimit.class)
        .ifPresent(limit -> schema.minimum(BigDecimal.valueOf(OwnLimits.UNLIMITED)));
    found(type, Min.class).ifPresent(min -> schema.minimum(BigDecimal.valueOf(min.value())));
    found(type, Max.class).ifPresent(max -> schema.maximum(BigDecimal.valueOf(max.value())));
    found(type, DecimalMin.class).ifPresent(min -> schema.minimum(new BigDecimal(min.value())));
    found(type, DecimalMax.class).ifPresent(max -> schema.maximum(new BigDecimal(max.value())));
    found(type, ValidMailAddress.class).ifPresent(address -> schema.format("email"));
    found(type, IsoDuration.class).ifPresent(duration -> schema.format("duration"));
    if (type instanceof AnnotatedParameterizedType generic && schema.getRef() == null) {
      AnnotatedType content = generic.getAnnotatedActualTypeArguments()[0];
      boolean list = ((ParameterizedType) generic.getType()).getRawType() == List.class;
      Schema inner = list ? schema.getItems() : schema;
      if (inner != null) {
        constrain(inner, content);
      }
    }
  }

  private static <A extends Annotation> Optional<A> found(AnnotatedType type, Class<A> constraint) {
    return Optional.ofNullable(type.getAnnotation(constraint));
  }

  private static void length(Schema schema, int min, int max) {
    if (schema.getType() == SchemaType.ARRAY) {
      schema.setMinItems(min == 0 ? null : min);
      schema.setMaxItems(max);
    } else {
      schema.setMinLength(min == 0 ? null : min);
      schema.setMaxLength(max);
    }
  }

  private static Schema typed(SchemaType type) {
    return OASFactory.createSchema().type(type);
  }

  /** A list of elements of a type. */
  private record ListOf(Type element) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {element};
    }

    @Override
    public Type getRawType() {
      return List.class;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }
  }
}

package org.posthorn.webapi.validation;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** A duration of ISO 8601 that {@link Duration#parse} takes and that is not negative. */
@Documented
@Constraint(validatedBy = IsoDuration.Check.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface IsoDuration {
  /** The reason in the problem. */
  String message() default "must be a duration such as P1D or PT0S, not negative";

  /** As of every constraint. */
  Class<?>[] groups() default {};

  /** As of every constraint. */
  Class<? extends Payload>[] payload() default {};

  /** Tries to parse it. */
  class Check implements ConstraintValidator<IsoDuration, String> {
    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
      try {
        return text == null || !Duration.parse(text).isNegative();
      } catch (DateTimeParseException e) {
        return false;
      }
    }
  }
}

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
import org.jspecify.annotations.Nullable;

/**
 * How many Unicode characters a text may have. {@code @Size} counts UTF-16 code units, of which
 * some characters need two.
 */
@Documented
@Constraint(validatedBy = TextLength.Check.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface TextLength {
  /** Fewest. */
  int min() default 0;

  /** Most. */
  int max();

  /** The reason in the problem. */
  String message() default "must have {min} to {max} characters";

  /** As of every constraint. */
  Class<?>[] groups() default {};

  /** As of every constraint. */
  Class<? extends Payload>[] payload() default {};

  /** Counts. */
  class Check implements ConstraintValidator<TextLength, String> {
    private int min;
    private int max;

    @Override
    public void initialize(TextLength length) {
      min = length.min();
      max = length.max();
    }

    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
      int length = text == null ? min : text.codePointCount(0, text.length());
      return length >= min && length <= max;
    }
  }
}

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
import org.posthorn.kernel.Address;

/** A mail address that {@link Address#parse} takes: RFC 5321 §4.1.2, with UTF-8. */
@Documented
@Constraint(validatedBy = ValidMailAddress.Check.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface ValidMailAddress {
  /** The reason in the problem. */
  String message() default "is not a mail address";

  /** As of every constraint. */
  Class<?>[] groups() default {};

  /** As of every constraint. */
  Class<? extends Payload>[] payload() default {};

  /** Tries to parse it. */
  class Check implements ConstraintValidator<ValidMailAddress, String> {
    @Override
    public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
      return text == null || Address.parse(text).isPresent();
    }
  }
}

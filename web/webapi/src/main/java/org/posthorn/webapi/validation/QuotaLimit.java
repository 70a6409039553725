package org.posthorn.webapi.validation;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Min;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.posthorn.accounts.value.OwnLimits;

/** A limit of an account: a number, or -1 for none. */
@Documented
@Min(OwnLimits.UNLIMITED) @ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface QuotaLimit {
  /** The reason in the problem. */
  String message() default "must be a whole number from -1 on, or null";

  /** As of every constraint. */
  Class<?>[] groups() default {};

  /** As of every constraint. */
  Class<? extends Payload>[] payload() default {};
}

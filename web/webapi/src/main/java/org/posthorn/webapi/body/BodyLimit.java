package org.posthorn.webapi.body;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The longest body of a request, in octets, where it is not {@link #DEFAULT}. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface BodyLimit {
  /** For records without the annotation. */
  int DEFAULT = 64 * 1024;

  /** Octets. */
  int value();
}

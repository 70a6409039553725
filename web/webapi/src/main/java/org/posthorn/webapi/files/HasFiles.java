package org.posthorn.webapi.files;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A body of JSON in which there are files: what is read is the text without them, in which numbers
 * stand for what {@link RequestFiles} has of them.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface HasFiles {
  /** The member that is an array of files. */
  String array();

  /** The member of each that has its octets, in base64. */
  String member();

  /** The most octets of all of them, decoded. */
  long most();
}

package org.posthorn.relay.entity;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.posthorn.kernel.Body;

/** The declared body as the value of its parameter. */
@Converter
public class BodyColumn implements AttributeConverter<Body, String> {

  @Override
  public String convertToDatabaseColumn(Body body) {
    return body.text();
  }

  @Override
  public Body convertToEntityAttribute(String text) {
    return Body.named(text).orElse(Body.SEVEN_BIT);
  }
}

package org.posthorn.relay.entity;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Address;

/** An address as text; nothing where there is none. */
@Converter
public class AddressColumn implements AttributeConverter<@Nullable Address, @Nullable String> {

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable Address address) {
    return address == null ? null : address.toString();
  }

  @Override
  public @Nullable Address convertToEntityAttribute(@Nullable String text) {
    return text == null ? null : Address.stored(text);
  }
}

package org.posthorn.domains.boundary;

import java.time.Instant;

/**
 * A domain as others see it.
 *
 * @param name in lower case and in its Unicode form
 * @param description the administrator's note, or empty
 */
public record DomainInfo(long id, String name, String description, Instant created) {}

package org.posthorn.transports.value;

import java.time.Instant;

/**
 * A domain of others whose mail waits here until its host fetches it. RFC 2645.
 *
 * @param name in Unicode form
 * @param account whose host may fetch it
 * @param created since when
 */
public record OnDemandDomainInfo(String name, long account, Instant created) {}

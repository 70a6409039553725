package org.posthorn.logins.value;

import java.time.Duration;

/**
 * Somebody who has to wait.
 *
 * @param kind what is counted: {@code account}, {@code pair} (an account at an address), {@code
 *     address} or {@code network}
 * @param name of what is counted; together with the kind it names the block
 * @param protocol {@code mail} or {@code http}
 * @param failures how many count at present
 * @param delay until the next attempt is looked at
 */
public record Block(String kind, String name, String protocol, int failures, Duration delay) {}

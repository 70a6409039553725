/** Counters of failed logins, and the addresses from which accounts have logged in. */
@NullMarked
package org.posthorn.logins.control;

import org.jspecify.annotations.NullMarked;

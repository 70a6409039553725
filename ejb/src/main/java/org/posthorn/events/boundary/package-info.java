/**
 * What happens to mail, as CDI events. They are fired within the database transaction that makes
 * them true.
 */
@NullMarked
package org.posthorn.events.boundary;

import org.jspecify.annotations.NullMarked;

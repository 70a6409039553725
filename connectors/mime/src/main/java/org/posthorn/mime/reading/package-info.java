/**
 * Messages as programs read them: who, when, text, parts, and what is known of where it is from.
 */
@NullMarked
package org.posthorn.mime.reading;

import org.jspecify.annotations.NullMarked;

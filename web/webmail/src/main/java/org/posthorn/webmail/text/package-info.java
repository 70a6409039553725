/** Words, dates and sizes as people read them. */
@NullMarked
package org.posthorn.webmail.text;

import org.jspecify.annotations.NullMarked;

/** The JSON interface below {@code /webapi}. */
@NullMarked
package org.posthorn.webapi;

import org.jspecify.annotations.NullMarked;

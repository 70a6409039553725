/** Tests of search. */
@NullMarked
package org.posthorn.webmail.search;

import org.jspecify.annotations.NullMarked;

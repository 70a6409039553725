/** Tests of the fields that tell results. */
@NullMarked
package org.posthorn.mailauth.results;

import org.jspecify.annotations.NullMarked;

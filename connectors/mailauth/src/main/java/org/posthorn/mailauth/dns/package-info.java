/** What DNS says about mail: where it goes, and records for those who check where it is from. */
@NullMarked
package org.posthorn.mailauth.dns;

import org.jspecify.annotations.NullMarked;

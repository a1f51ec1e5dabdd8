import { PopupApp } from '@/components/popup/PopupApp';
import { mount } from '@/components/shared/mount';
import { startPopup } from '@/lib/panel';
import { CLOCKWORK } from '@/lib/platform';

const popup = startPopup();
mount({ ...popup, now: CLOCKWORK.now }, <PopupApp popup={popup} />);
